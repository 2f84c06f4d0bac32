/**
 * A token bucket: `take` succeeds `capacity` times at once, and `perSecond` times a second in the long run. `now` is in
 * milliseconds and never goes back.
 */
export class TokenBucket {
  private tokens: number;
  private filled: number;

  constructor(
    private readonly capacity: number,
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.tokens = capacity;
    this.filled = now();
  }

  take(): boolean {
    const now = this.now();
    this.tokens = Math.min(this.capacity, this.tokens + ((now - this.filled) / 1000) * this.perSecond);
    this.filled = now;
    if (this.tokens < 1) return false;
    this.tokens--;
    return true;
  }
}
