import type { ModelPull } from '@alice/contracts';
import { ConflictError } from '@alice/errors';
import { listedName } from './listed-name';
import type { ModelHost } from './model-host.port';
import { PullTask } from './pull-task';

/** How many models are fetched at once, how many ended pulls are remembered, and how long, in milliseconds. */
const MOST_RUNNING = 2;
const MOST_ENDED = 20;
const REMEMBERED_MS = 300_000;

/** The downloads that run and those that just ended, one for each model. */
export class ModelPulls {
  private readonly tasks = new Map<string, PullTask>();

  constructor(
    private readonly host: ModelHost,
    private readonly onEnd: (pull: ModelPull, error?: unknown) => void,
    private readonly now: () => number,
  ) {}

  /** Newest last. */
  list(): ModelPull[] {
    this.forget();
    return [...this.tasks.values()].map(({ state }) => state);
  }

  find(name: string): ModelPull | undefined {
    this.forget();
    return this.tasks.get(listedName(name))?.state;
  }

  /**
   * Starts a download, or joins the one that runs.
   * @throws ConflictError where too many others run
   */
  start(name: string): PullTask {
    const key = listedName(name);
    const known = this.tasks.get(key);
    if (known?.state.status === 'running') return known;
    if (this.list().filter(({ status }) => status === 'running').length >= MOST_RUNNING) {
      throw new ConflictError(`${MOST_RUNNING} models are being fetched already`);
    }
    const task = new PullTask(this.host, name, this.now);
    this.tasks.delete(key);
    this.tasks.set(key, task);
    task.done.then(this.onEnd, (error: unknown) => this.onEnd(task.state, error));
    return task;
  }

  /** Ends a download; false where none runs. */
  cancel(name: string): boolean {
    const task = this.tasks.get(listedName(name));
    if (task?.state.status !== 'running') return false;
    task.cancel();
    return true;
  }

  cancelAll(): void {
    for (const task of this.tasks.values()) task.cancel();
  }

  private forget(): void {
    const ended = [...this.tasks].filter(([, { endedAt }]) => endedAt !== undefined);
    const surplus = ended.length - MOST_ENDED;
    ended.forEach(([key, { endedAt = 0 }], index) => {
      if (index < surplus || this.now() - endedAt > REMEMBERED_MS) this.tasks.delete(key);
    });
  }
}
