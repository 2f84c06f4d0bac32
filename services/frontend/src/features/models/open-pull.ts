import type { ModelPull, Problem, User } from '@alice/contracts';
import { callApi, ProblemError, unreachable } from '../../backend/call-api';
import { readEvents } from './read-events';

/** The backend gives a sign of life every 15 seconds. */
const SILENCE_MS = 45_000;

/** What a download says of itself; the last is one of the two ends. */
export type PullNews = { kind: 'progress' | 'done'; pull: ModelPull } | { kind: 'error'; problem: Problem };

/**
 * Asks the backend to fetch a model, or joins the download that runs, and reads what it tells. Ends early where the
 * connection does.
 * @throws {ProblemError} where it is refused, or the backend can't be reached
 */
export async function* openPull(name: string, signal: AbortSignal): AsyncGenerator<PullNews, void> {
  const response = await fetch('/api/models/pull', {
    method: 'POST',
    signal,
    headers: {
      accept: 'text/event-stream',
      'accept-language': document.documentElement.lang,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name }),
  }).catch((error: unknown) => {
    throw signal.aborted ? error : new ProblemError(unreachable(0));
  });
  if (response.status === 401) {
    // Resolves when the person has signed in again.
    await callApi<User>('/api/auth/me', { signal });
    return yield* openPull(name, signal);
  }
  if (!response.ok || !response.body) throw new ProblemError(await refusalOf(response));
  for await (const { event, data } of readEvents(response.body, SILENCE_MS)) {
    if (event === 'error') yield { kind: 'error', problem: JSON.parse(data) as Problem };
    else if (event === 'progress' || event === 'done')
      yield { kind: event, pull: JSON.parse(data) as ModelPull };
  }
}

async function refusalOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  return body?.code === undefined ? unreachable(response.status) : (body as Problem);
}
