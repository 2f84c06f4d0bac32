import type { ModelPull } from '@alice/contracts';
import { ProblemError } from '../../backend/call-api';
import type { PullNews } from './open-pull';

/** What following a download stands on. */
export interface PullPorts {
  open: (name: string, signal: AbortSignal) => AsyncIterable<PullNews>;
  /** What the backend knows of the download now; undefined where it knows none. */
  look: (name: string, signal: AbortSignal) => Promise<ModelPull | undefined>;
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Before the first and the last of the tries to come back, in milliseconds; each is twice the one before. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** A download that ended while nobody could see it, such as by a restart of Alice. */
const lost = (name: string): ModelPull => ({
  name,
  status: 'failed',
  failure: 'other',
  completedBytes: null,
  totalBytes: null,
  step: '',
});

/** Refused by the backend itself, and not by what stands before it while it restarts. */
const isRefusal = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && error.problem.requestId !== '';

/**
 * Starts the download of a model, or joins it, and tells how far it is until it ends. Where the connection breaks it
 * comes back to the download that runs, and never starts one again that somebody has ended meanwhile. Returns the
 * download as it ended; undefined where `signal` ended the following, which ends no download. With `joining` it runs
 * already, and a first try that finds nobody is no refusal.
 * @throws {ProblemError} where it is refused before it begins
 */
export async function followPull(
  name: string,
  { open, look, wait }: PullPorts,
  tell: (pull: ModelPull) => void,
  signal: AbortSignal,
  joining = false,
): Promise<ModelPull | undefined> {
  let begun = joining;
  let waitMs = FIRST_WAIT_MS;
  for (;;) {
    try {
      for await (const news of open(name, signal)) {
        begun = true;
        waitMs = FIRST_WAIT_MS;
        if (news.kind === 'done') return news.pull;
        if (news.kind === 'error') {
          // The problem says that it failed; why is in what the backend keeps of the download.
          return (await look(name, signal).catch(() => undefined)) ?? failed(name, news.problem.code);
        }
        tell(news.pull);
      }
    } catch (error) {
      if (signal.aborted) return undefined;
      if (isRefusal(error) || !begun) throw error;
    }
    for (let running = false; !running;) {
      await wait(waitMs, signal).catch(() => undefined);
      if (signal.aborted) return undefined;
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
      try {
        const found = await look(name, signal);
        if (found?.status !== 'running') return found ?? lost(name);
        running = true;
      } catch (error) {
        if (signal.aborted) return undefined;
        if (isRefusal(error) && error.problem.status < 500) throw error;
      }
    }
  }
}

const failed = (name: string, code: string): ModelPull => ({
  ...lost(name),
  failure: code === 'not_found' ? 'unknown_model' : 'other',
});
