import { UnavailableError } from '@alice/errors';

/** What pg says where nothing came back in time: the server stands still, or the way to it is cut. */
const SILENCE = /^(?:timeout expired|Query read timeout)$/;
/** In milliseconds. */
const LOOK_EVERY_MS = 500;

/**
 * Spares people the wait for a PostgreSQL that has just let somebody wait in vain: nobody is let through until it answers
 * again, which is looked for at once and then twice a second. A server that is not there refuses by itself, at once.
 */
export class PostgresGate {
  private shut = false;
  private next: NodeJS.Timeout | undefined;
  private ended = false;

  /** @param look resolves where the database answers */
  constructor(private readonly look: () => Promise<unknown>) {}

  /** @throws UnavailableError while the database is silent */
  pass(): void {
    if (this.shut) throw new UnavailableError('the database does not answer', { retryAfterSeconds: 5 });
  }

  /** Takes what a connection or a statement failed with; returns whether it was silence. */
  told(error: unknown): boolean {
    if (!(error instanceof Error && SILENCE.test(error.message))) return false;
    if (!this.shut) {
      this.shut = true;
      void this.wait();
    }
    return true;
  }

  /** Looks no more. */
  end(): void {
    this.ended = true;
    clearTimeout(this.next);
  }

  private async wait(): Promise<void> {
    try {
      await this.look();
      this.shut = false;
    } catch {
      if (!this.ended) this.next = setTimeout(() => void this.wait(), LOOK_EVERY_MS).unref();
    }
  }
}
