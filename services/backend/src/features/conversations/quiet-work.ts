export interface QuietWorkOptions {
  /** How long it has to be quiet before work begins, in milliseconds. */
  quietMs: number;
  /** Whether nobody needs the model now; who is told yes has it for this work until `onEnd`. */
  take: () => Promise<boolean>;
  onEnd: () => void;
}

type Work = (signal: AbortSignal) => Promise<void>;

/** Most work that is remembered. */
const MOST_WORK = 16;

/** Work for quiet moments: it gives way at once, and is begun anew in the next quiet moment. */
export class QuietWork {
  private all: Work[] = [];
  private now: AbortController | undefined;
  private taking = false;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly options: QuietWorkOptions) {}

  /** Whether work is being done, or about to be. */
  get active(): boolean {
    return this.taking || this.now !== undefined;
  }

  add(work: Work): void {
    if (this.closed) return;
    this.all = [...this.all, work].slice(-MOST_WORK);
    this.wait();
  }

  /** Waits for a quiet moment from now on. */
  wait(): void {
    clearTimeout(this.timer);
    if (this.all.length === 0 || this.closed) return;
    this.timer = setTimeout(() => void this.begin(), this.options.quietMs).unref();
  }

  giveWay(): void {
    this.now?.abort();
  }

  /** Drops all work, and takes no more of it. */
  close(): void {
    this.closed = true;
    this.all = [];
    clearTimeout(this.timer);
    this.giveWay();
  }

  private async begin(): Promise<void> {
    if (this.active || this.closed || this.all.length === 0) return;
    this.taking = true;
    const taken = await this.options.take().finally(() => (this.taking = false));
    const work = taken ? this.all.shift() : undefined;
    if (work) await this.run(work);
    if (taken) this.options.onEnd();
    this.wait();
  }

  /** One after the other, until it has to give way. */
  private async run(first: Work): Promise<void> {
    const now = new AbortController();
    this.now = now;
    let work: Work | undefined = first;
    while (work) {
      await work(now.signal);
      if (now.signal.aborted) this.add(work);
      work = now.signal.aborted ? undefined : this.all.shift();
    }
    this.now = undefined;
  }
}
