import type { AnswerEvent } from './conversation';

/** Calls back before the next frame is drawn, or soon where nothing is drawn; returns how to give that up. */
export type Later = (run: () => void) => () => void;

/** A page in the background draws no frames; it still has to keep up. */
const UNSEEN_MS = 250;

export const beforeNextFrame: Later = (run) => {
  const stop = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const once = () => {
    stop();
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, UNSEEN_MS);
  return stop;
};

/**
 * Hands on what is said of answers in its order, and once a frame at most: a page can't show more. The first after a
 * pause waits for nothing.
 */
export class EventBatch {
  private waiting: AnswerEvent[] = [];
  private stop: (() => void) | null = null;

  constructor(
    private readonly deliver: (event: AnswerEvent) => void,
    private readonly later: Later = beforeNextFrame,
  ) {}

  add(event: AnswerEvent): void {
    if (this.stop !== null) {
      this.waiting.push(event);
      return;
    }
    this.deliver(event);
    this.open();
  }

  /** Forgets what waits. */
  close(): void {
    this.stop?.();
    this.stop = null;
    this.waiting = [];
  }

  private open(): void {
    this.stop = this.later(() => {
      this.stop = null;
      if (this.waiting.length === 0) return;
      const waiting = this.waiting;
      this.waiting = [];
      for (const event of waiting) this.deliver(event);
      this.open();
    });
  }
}
