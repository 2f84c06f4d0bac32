import { randomUUID } from 'node:crypto';
import { LlmBusyError, RateLimitedError, UnavailableError } from '@alice/errors';
import { QuietWork } from './quiet-work';
import {
  advance,
  EMPTY_BOARD,
  inOrder,
  refusalOf,
  running,
  type TurnBoard,
  type TurnLimits,
} from './turn-board';
import type { SeenBoard, TurnBoardStore } from './turn-board-store';

export interface TurnQueueOptions extends TurnLimits {
  boards: TurnBoardStore;
  /** Of this backend. */
  instanceId: string;
  /** Longest wait for a turn, in milliseconds. */
  longestWaitMs: number;
  /** How long it has to be quiet before other work begins, in milliseconds: who just got an answer may ask on. */
  quietMs: number;
  /** Called when the board was changed here, for the other backends to look at it. */
  onChange?: () => void;
}

/** A turn of this backend. */
interface Place {
  userId: string;
  state: 'new' | 'waiting' | 'running';
  place: number;
  onPlace: (place: number) => void;
  begin: () => void;
  refuse: (error: unknown) => void;
}

/** How long an answer is taken to last before one has been seen, in seconds. */
const FIRST_GUESS_SECONDS = 10;
/** Between two looks at the board while something here waits for it; mostly a word of another backend comes first. */
const LOOK_EVERY_MS = 200;
/** How often a change is tried where others are always first. */
const MOST_TRIES = 50;

/**
 * Shares the language model fairly, over all backends: of those who wait, the user who was served longest ago goes first,
 * and one user has one answer made at a time. Work for quiet moments runs when nobody needs the model, gives way at once,
 * and is begun anew in the next quiet moment.
 *
 * Each backend draws what it wants into the board as it knows it. What is there and is not wanted here any more goes, what
 * is wanted and is not there comes, so that nothing is lost by a try that failed.
 */
export class TurnQueue {
  private readonly places = new Map<string, Place>();
  private seen: SeenBoard | undefined;
  /** As it was seen last. */
  private board: TurnBoard = EMPTY_BOARD;
  private meanSeconds = FIRST_GUESS_SECONDS;
  private readonly quiet: QuietWork;
  private wantsQuiet = false;
  private drawing: Promise<void> | undefined;
  private drawAgain = false;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly options: TurnQueueOptions) {
    this.quiet = new QuietWork({
      quietMs: options.quietMs,
      take: async () => {
        this.wantsQuiet = true;
        await this.look();
        this.wantsQuiet = this.board.quiet === options.instanceId;
        return this.wantsQuiet;
      },
      onEnd: () => {
        this.wantsQuiet = false;
        this.draw();
      },
    });
  }

  /** How many wait, at all backends. */
  get length(): number {
    return this.board.tickets.length - this.made;
  }

  /** How many answers are being made now, by all backends. */
  get made(): number {
    return running(this.board).length;
  }

  /**
   * Resolves when it is this turn's turn, to a function that ends it. `onPlace` is told the place in the queue while
   * it waits (1 is next) and 0 when its turn has come. An aborted `signal` leaves the queue and rejects with its reason.
   * @throws RateLimitedError where this user has too many, LlmBusyError where all together have or the wait is too long
   */
  async enter(userId: string, signal: AbortSignal, onPlace: (place: number) => void): Promise<() => void> {
    signal.throwIfAborted();
    this.quiet.giveWay();
    const id = randomUUID();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const refuse = (reason: unknown) => {
      this.places.delete(id);
      reject(reason instanceof Error ? reason : new Error(String(reason)));
    };
    this.places.set(id, { userId, state: 'new', place: 0, onPlace, begin: resolve, refuse });
    const leave = (reason: unknown) => {
      refuse(reason);
      this.draw();
    };
    const onAbort = () => leave(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const late = setTimeout(
      () => leave(new LlmBusyError('the wait was too long', { retryAfterSeconds: 30 })),
      this.options.longestWaitMs,
    ).unref();
    this.draw();
    try {
      await promise;
    } finally {
      clearTimeout(late);
      signal.removeEventListener('abort', onAbort);
    }
    return this.leaver(id);
  }

  /** Runs `work` when the model is not needed; it is aborted when a turn comes, and begun anew later. */
  whenQuiet(work: (signal: AbortSignal) => Promise<void>): void {
    this.quiet.add(work);
  }

  /** Looks at the board anew: another backend has changed it, or is gone. Never throws. */
  async look(): Promise<void> {
    this.seen = undefined;
    this.draw();
    await this.drawing;
  }

  /** Drops the work for quiet moments, and takes no more of it. */
  close(): void {
    this.closed = true;
    this.quiet.close();
  }

  private leaver(id: string): () => void {
    const started = performance.now();
    return () => {
      if (!this.places.delete(id)) return;
      this.meanSeconds += ((performance.now() - started) / 1000 - this.meanSeconds) / 8;
      this.quiet.wait();
      this.draw();
    };
  }

  /** Brings what is wanted here to the board, and what came of it back: now, or as soon as that is done. */
  private draw(): void {
    this.drawAgain = true;
    this.drawing ??= this.drawAll().finally(() => {
      this.drawing = undefined;
      this.lookLater();
    });
  }

  private async drawAll(): Promise<void> {
    while (this.drawAgain) {
      this.drawAgain = false;
      try {
        await this.drawOnce();
      } catch (cause) {
        this.seen = undefined;
        const error = new UnavailableError('the queue is away', { cause, retryAfterSeconds: 5 });
        for (const place of this.places.values()) if (place.state === 'new') place.refuse(error);
        return;
      }
    }
  }

  private async drawOnce(): Promise<void> {
    for (let attempt = 1; attempt <= MOST_TRIES; attempt++) {
      const fresh = this.seen === undefined;
      this.seen ??= await this.options.boards.read();
      const { board, refused } = this.drawn(this.seen.board);
      // What is known of the others may be old: nobody is refused for that.
      if (refused.length > 0 && !fresh) this.seen = undefined;
      else {
        const changed = JSON.stringify(board) !== JSON.stringify(this.seen.board);
        if (changed) this.seen = await this.options.boards.replace(this.seen.version, board);
        if (this.seen) {
          for (const refuse of refused) refuse();
          this.conclude(board);
          if (changed) this.options.onChange?.();
          return;
        }
      }
    }
    throw new Error('others were always first');
  }

  /** The board with what is wanted here, and how to tell those who may not come onto it. */
  private drawn(before: TurnBoard): { board: TurnBoard; refused: (() => void)[] } {
    const { instanceId } = this.options;
    const refused: (() => void)[] = [];
    const kept = before.tickets.filter(
      (ticket) => ticket.instanceId !== instanceId || this.places.has(ticket.id),
    );
    const known = new Set(kept.map(({ id }) => id));
    let board = advance({ ...before, tickets: kept }, this.options);
    for (const [id, place] of this.places) {
      if (known.has(id)) continue;
      const refusal = place.state === 'new' ? refusalOf(board, place.userId, this.options) : undefined;
      if (refusal) {
        const error = this.refusal(refusal, board);
        refused.push(() => place.refuse(error));
        continue;
      }
      // What runs and was taken off, since this backend was thought dead, goes on.
      const ticket = { id, userId: place.userId, instanceId, running: place.state === 'running' };
      board = advance({ ...board, tickets: [...board.tickets, ticket] }, this.options);
    }
    const mine = board.quiet === instanceId;
    if (mine && (!this.wantsQuiet || board.tickets.length > 0)) board = { ...board, quiet: undefined };
    else if (!board.quiet && this.wantsQuiet && board.tickets.length === 0)
      board = { ...board, quiet: instanceId };
    return { board, refused };
  }

  private refusal(of: 'own' | 'all', board: TurnBoard): Error {
    const { parallel, waitingPerUser } = this.options;
    const ahead = board.tickets.length - running(board).length + 1;
    const retryAfterSeconds = Math.ceil(Math.min(60, Math.max(1, (this.meanSeconds * ahead) / parallel)));
    if (of === 'all') return new LlmBusyError('the queue is full', { retryAfterSeconds });
    return new RateLimitedError('this user has too many turns waiting', {
      reason: 'waiting',
      retryAfterSeconds,
      limit: { policy: 'waiting-answers', quota: waitingPerUser + 1 },
    });
  }

  /** Tells everybody here what the board says. */
  private conclude(board: TurnBoard): void {
    const busy = this.board.tickets.length + board.tickets.length > 0;
    this.board = board;
    for (const { id } of running(board)) {
      const place = this.places.get(id);
      if (!place || place.state === 'running') continue;
      if (place.state === 'waiting') place.onPlace(0);
      place.state = 'running';
      place.begin();
    }
    for (const [index, { id }] of inOrder(board).entries()) {
      const place = this.places.get(id);
      if (!place) continue;
      place.state = 'waiting';
      if (place.place === index + 1) continue;
      place.place = index + 1;
      place.onPlace(place.place);
    }
    if (board.tickets.length > 0) this.quiet.giveWay();
    if (busy) this.quiet.wait();
  }

  private lookLater(): void {
    clearTimeout(this.timer);
    if (this.closed && this.places.size === 0) return;
    const waits = [...this.places.values()].some(({ state }) => state !== 'running');
    const unsaid = this.seen === undefined;
    if (waits || unsaid || this.quiet.active)
      this.timer = setTimeout(() => void this.look(), LOOK_EVERY_MS).unref();
  }
}
