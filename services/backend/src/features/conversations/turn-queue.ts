import { LlmBusyError, RateLimitedError } from '@alice/errors';

export interface TurnQueueOptions {
  /** How many answers the model makes at the same time. */
  parallel: number;
  /** How many more may wait for each user, beside the one that is made. */
  waitingPerUser: number;
  /** How many there may be in all, made and waiting; none waits where `parallel` are as many. */
  most: number;
  /** Longest wait for a turn, in milliseconds. */
  longestWaitMs: number;
  /** How long it has to be quiet before other work begins, in milliseconds: who just got an answer may ask on. */
  quietMs: number;
}

interface Waiting {
  userId: string;
  place: number;
  onPlace: (place: number) => void;
  begin: () => void;
}

/** How long an answer is taken to last before one has been seen, in seconds. */
const FIRST_GUESS_SECONDS = 10;
/** Most work for quiet moments that is remembered. */
const MOST_QUIET_WORK = 16;

/**
 * Shares the language model fairly: of those who wait, the user who was served longest ago goes first, and one user
 * has one answer made at a time. Work for quiet moments runs when nobody needs the model, gives way at once, and is begun
 * anew in the next quiet moment.
 */
export class TurnQueue {
  private readonly running = new Set<string>();
  private waiting: Waiting[] = [];
  /** When each user was served last, as a running number; only kept while somebody waits. */
  private readonly served = new Map<string, number>();
  private tick = 0;
  private meanSeconds = FIRST_GUESS_SECONDS;
  private quietWork: ((signal: AbortSignal) => Promise<void>)[] = [];
  private quiet: AbortController | undefined;
  private quietTimer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly options: TurnQueueOptions) {}

  get length(): number {
    return this.waiting.length;
  }

  /** How many answers are being made now. */
  get made(): number {
    return this.running.size;
  }

  /**
   * Resolves when it is this turn's turn, to a function that ends it. `onPlace` is told the place in the queue while
   * it waits (1 is next) and 0 when its turn has come. An aborted `signal` leaves the queue and rejects with its reason.
   * @throws RateLimitedError where this user has too many, LlmBusyError where all together have or the wait is too long
   */
  async enter(userId: string, signal: AbortSignal, onPlace: (place: number) => void): Promise<() => void> {
    signal.throwIfAborted();
    this.quiet?.abort();
    if (this.waiting.length === 0 && this.mayRun(userId)) this.running.add(userId);
    else {
      this.refuseTooMany(userId);
      await this.wait(userId, signal, onPlace);
    }
    this.served.set(userId, ++this.tick);
    return this.leaver(userId);
  }

  /** Runs `work` when the model is not needed; it is aborted when a turn comes, and begun anew later. */
  whenQuiet(work: (signal: AbortSignal) => Promise<void>): void {
    if (this.closed) return;
    this.quietWork = [...this.quietWork, work].slice(-MOST_QUIET_WORK);
    this.awaitQuiet();
  }

  /** Drops the work for quiet moments, and takes no more of it. */
  close(): void {
    this.closed = true;
    this.quietWork = [];
    clearTimeout(this.quietTimer);
    this.quiet?.abort();
  }

  private refuseTooMany(userId: string): void {
    const { parallel, waitingPerUser, most } = this.options;
    const seconds = (this.meanSeconds * (this.waiting.length + 1)) / parallel;
    const retryAfterSeconds = Math.ceil(Math.min(60, Math.max(1, seconds)));
    if (this.waiting.filter((waiting) => waiting.userId === userId).length >= waitingPerUser) {
      throw new RateLimitedError('this user has too many turns waiting', {
        reason: 'waiting',
        retryAfterSeconds,
        limit: { policy: 'waiting-answers', quota: waitingPerUser + 1 },
      });
    }
    if (this.running.size + this.waiting.length >= most) {
      throw new LlmBusyError('the queue is full', { retryAfterSeconds });
    }
  }

  private mayRun(userId: string): boolean {
    return this.running.size < this.options.parallel && !this.running.has(userId);
  }

  private leaver(userId: string): () => void {
    const started = performance.now();
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.running.delete(userId);
      this.meanSeconds += ((performance.now() - started) / 1000 - this.meanSeconds) / 8;
      this.next();
    };
  }

  private async wait(userId: string, signal: AbortSignal, onPlace: (place: number) => void): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = { userId, place: 0, onPlace, begin: resolve };
    const leave = (reason: unknown) => {
      this.waiting = this.waiting.filter((other) => other !== waiting);
      reject(reason instanceof Error ? reason : new Error(String(reason)));
      this.tellPlaces();
    };
    const onAbort = () => leave(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const late = setTimeout(
      () => leave(new LlmBusyError('the wait was too long', { retryAfterSeconds: 30 })),
      this.options.longestWaitMs,
    );
    late.unref();
    this.waiting.push(waiting);
    this.next();
    try {
      await promise;
    } finally {
      clearTimeout(late);
      signal.removeEventListener('abort', onAbort);
    }
  }

  private next(): void {
    for (const waiting of this.inOrder()) {
      if (!this.mayRun(waiting.userId)) continue;
      this.waiting = this.waiting.filter((other) => other !== waiting);
      this.running.add(waiting.userId);
      // At once, so that a second one of the same user does not look as if it had never been served.
      this.served.set(waiting.userId, ++this.tick);
      waiting.onPlace(0);
      waiting.begin();
    }
    if (this.waiting.length === 0) this.served.clear();
    this.tellPlaces();
    this.awaitQuiet();
  }

  private tellPlaces(): void {
    for (const [index, waiting] of this.inOrder().entries()) {
      if (waiting.place === index + 1) continue;
      waiting.place = index + 1;
      waiting.onPlace(waiting.place);
    }
  }

  /** Who waits, in the order in which they will be served: a round of users at a time. */
  private inOrder(): Waiting[] {
    const byUser = Map.groupBy(this.waiting, ({ userId }) => userId);
    const lastServed = (userId: string) => this.served.get(userId) ?? 0;
    const users = [...byUser.keys()].sort((a, b) => lastServed(a) - lastServed(b));
    const order: Waiting[] = [];
    for (let round = 0; order.length < this.waiting.length; round++) {
      for (const user of users) {
        const waiting = byUser.get(user)?.[round];
        if (waiting) order.push(waiting);
      }
    }
    return order;
  }

  private awaitQuiet(): void {
    clearTimeout(this.quietTimer);
    this.quietTimer = setTimeout(() => this.workQuietly(), this.options.quietMs);
    this.quietTimer.unref();
  }

  private workQuietly(): void {
    if (this.closed || this.quiet || this.running.size > 0 || this.waiting.length > 0) return;
    const work = this.quietWork.shift();
    if (!work) return;
    const quiet = new AbortController();
    this.quiet = quiet;
    void work(quiet.signal).finally(() => {
      this.quiet = undefined;
      if (quiet.signal.aborted) this.whenQuiet(work);
      this.workQuietly();
    });
  }
}
