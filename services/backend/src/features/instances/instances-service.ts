import type { Instance, InstanceStore } from './instance-store';

export interface InstancesOptions {
  instance: Instance;
  /** No other can be on this database: nobody has to hear of this one, and whoever was there before is gone. */
  alone?: boolean;
  /** Called at the start and after every sign of life, for what is left of those that are gone. */
  onLook: () => Promise<void>;
  onError: (error: unknown) => void;
  beatMs?: number;
  silentMs?: number;
}

/** Between two signs of life, and after how long without one a backend is taken for dead; in milliseconds. */
const BEAT_MS = 2_000;
const SILENT_MS = 7_000;

/** Says that this backend lives as long as it does, and finds out which others don't any more. */
export class InstancesService {
  private readonly beatMs: number;
  private readonly silentMs: number;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private lastBeat = -Infinity;
  /** How far the database's clock was ahead of ours, which nobody sets, at the last sign of life; in milliseconds. */
  private clockAhead = 0;
  /**
   * Since when it has been heard without a gap, by a clock that nobody has set: who could not speak may not judge the silence of others,
   * and when a clock leaps all others seem to have been silent.
   */
  private steadySince = Infinity;
  private stopped = false;

  constructor(
    private readonly store: InstanceStore,
    private readonly options: InstancesOptions,
  ) {
    this.beatMs = options.beatMs ?? BEAT_MS;
    this.silentMs = options.silentMs ?? SILENT_MS;
  }

  /** Takes its place, and goes on from there. */
  async start(): Promise<void> {
    const { instance, alone = false, onLook } = this.options;
    if (alone) await this.store.removeSilent(0);
    await this.store.register(instance);
    await onLook();
    if (!alone) this.next();
  }

  /** To be called when nothing is being made here any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
    await this.store.remove(this.options.instance.id).catch(this.options.onError);
  }

  private next(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.look()
        .catch(this.options.onError)
        .finally(() => this.next());
    }, this.beatMs).unref();
  }

  private async look(): Promise<void> {
    const clock = await this.store.beat(this.options.instance);
    const now = performance.now();
    const leapt = Math.abs(clock - now - this.clockAhead);
    if (now - this.lastBeat > this.silentMs / 2 || leapt > this.silentMs / 2) this.steadySince = now;
    this.clockAhead = clock - now;
    this.lastBeat = now;
    if (now - this.steadySince >= this.silentMs) await this.store.removeSilent(this.silentMs);
    await this.options.onLook();
  }
}
