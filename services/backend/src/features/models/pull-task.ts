import type { ModelPull } from '@alice/contracts';
import type { ModelHost, PullStep } from './model-host.port';
import { pullFailureOf } from './pull-failure';

/** Ollama tells sixteen times a second how far it is; watchers are told four times. In milliseconds. */
const TELL_EVERY_MS = 250;

/** One download of a model, from its first question to its end; it needs nobody who watches. */
export class PullTask {
  /** The pull as it ended, `done` or `cancelled`; rejects with what made it fail. */
  readonly done: Promise<ModelPull>;
  /** When it ended, in milliseconds of `now`; undefined while it runs. */
  endedAt: number | undefined;
  private pull: ModelPull;
  private readonly layers = new Map<string, NonNullable<PullStep['layer']>>();
  private readonly watchers = new Set<(pull: ModelPull) => void>();
  private readonly controller = new AbortController();
  private told = 0;

  constructor(
    host: ModelHost,
    name: string,
    private readonly now: () => number,
  ) {
    this.pull = { name, status: 'running', completedBytes: null, totalBytes: null, step: '' };
    this.done = this.run(host);
    this.done.catch(() => undefined);
  }

  get state(): ModelPull {
    return this.pull;
  }

  /** Resolves with the first sign that it is under way; rejects where it failed before that. */
  async opened(): Promise<void> {
    if (this.pull.step !== '') return;
    let stop: (() => void) | undefined;
    const firstStep = new Promise<void>((resolve) => (stop = this.watch(() => resolve())));
    await Promise.race([firstStep, this.done]).finally(stop);
  }

  /** Calls `watcher` as it goes on; returns how to stop that. */
  watch(watcher: (pull: ModelPull) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** From now on it is cancelled, whatever the server still says. */
  cancel(): void {
    if (this.pull.status !== 'running') return;
    this.end('cancelled');
    this.controller.abort();
  }

  private async run(host: ModelHost): Promise<ModelPull> {
    try {
      for await (const step of host.pull(this.pull.name, this.controller.signal)) this.note(step);
    } catch (error) {
      if (this.controller.signal.aborted) return this.pull;
      this.end('failed', { failure: pullFailureOf(error) });
      throw error;
    }
    return this.controller.signal.aborted ? this.pull : this.end('done');
  }

  private note({ step, layer }: PullStep): void {
    const news = step !== this.pull.step;
    if (layer) this.layers.set(layer.digest, layer);
    const sum = (of: 'completedBytes' | 'totalBytes') =>
      this.layers.size === 0 ? null : [...this.layers.values()].reduce((bytes, each) => bytes + each[of], 0);
    this.pull = { ...this.pull, step, completedBytes: sum('completedBytes'), totalBytes: sum('totalBytes') };
    if (!news && this.now() - this.told < TELL_EVERY_MS) return;
    this.told = this.now();
    for (const watcher of this.watchers) watcher(this.pull);
  }

  private end(status: ModelPull['status'], more: Pick<ModelPull, 'failure'> = {}): ModelPull {
    this.pull = { ...this.pull, status, ...more };
    this.endedAt = this.now();
    return this.pull;
  }
}
