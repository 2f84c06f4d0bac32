import type { AuditAction } from '@alice/contracts';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { AuditRecord } from '../audit';
import type { Attempt, LoginBrake } from '../limits';

/** Who goes on against a brake may do so for hours: a few lines a minute tell that. */
const LINES = { points: 10, duration: 60 };

/** The brake on who guesses secrets; what it refuses is written down. */
export class AttemptGuard {
  private readonly lines = new RateLimiterMemory(LINES);

  constructor(
    private readonly brake: LoginBrake,
    private readonly record: AuditRecord,
  ) {}

  /** Counts an attempt at what `action` says. @throws RateLimitedError where there were too many */
  async begin(attempt: Attempt, action: AuditAction, subject?: string): Promise<void> {
    try {
      await this.brake.begin(attempt);
    } catch (error) {
      const written = await this.lines.consume(subject ?? '').catch(() => undefined);
      if (written) this.record(action, { outcome: 'braked', subject });
      throw error;
    }
  }

  forget(account: string): Promise<void> {
    return this.brake.forget(account);
  }

  succeeded(attempt: Attempt): Promise<void> {
    return this.brake.succeeded(attempt);
  }
}
