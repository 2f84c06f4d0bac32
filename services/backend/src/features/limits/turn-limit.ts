import { RateLimitedError } from '@alice/errors';
import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** The window of the limit, in seconds. */
export const TURN_WINDOW_SECONDS = 60;
/** Between two times that backends tell each other what they counted, in milliseconds. */
const TELL_EVERY_MS = 1_000;

/**
 * How many messages a person may send in a minute, by whatever entrance. A command takes milliseconds, so each backend counts
 * in memory, and adds what it counted to what all have once a second: with several, some more may get through in that second.
 */
export class TurnLimit {
  private readonly own: RateLimiterMemory;
  private readonly untold = new Map<string, number>();
  private readonly timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> | undefined;

  constructor(
    private readonly quota: number,
    private readonly shared?: RateLimiterAbstract,
  ) {
    this.own = new RateLimiterMemory({ points: quota, duration: TURN_WINDOW_SECONDS });
    if (shared) this.timer = setInterval(() => this.tell(shared), TELL_EVERY_MS).unref();
  }

  /** Counts a message. @throws RateLimitedError where there were too many */
  async take(userId: string): Promise<void> {
    try {
      await this.own.consume(userId);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new RateLimitedError('too many messages of one user', {
        reason: 'turns',
        retryAfterSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
        limit: { policy: 'turns', quota: this.quota, windowSeconds: TURN_WINDOW_SECONDS },
      });
    }
    if (this.shared) this.untold.set(userId, (this.untold.get(userId) ?? 0) + 1);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.telling;
  }

  private tell(shared: RateLimiterAbstract): void {
    // A database that is slow is not asked once more.
    if (this.telling || this.untold.size === 0) return;
    const counted = [...this.untold];
    this.untold.clear();
    this.telling = this.add(shared, counted).finally(() => (this.telling = undefined));
  }

  private async add(shared: RateLimiterAbstract, counted: [string, number][]): Promise<void> {
    for (const [userId, count] of counted) {
      const { consumedPoints, msBeforeNext } = await shared.penalty(userId, count);
      // A block of no time would be one for ever.
      if (consumedPoints >= this.quota && msBeforeNext > 0) await this.own.block(userId, msBeforeNext / 1000);
    }
  }
}
