import type { ConversationStore, StoredDelta } from './conversation-store';

/** How often what was said is stored, in milliseconds: no more than this is lost when the backend is killed. */
const WRITE_EVERY_MS = 100;
/** Most pieces that wait for a database that is away. */
const MOST_PENDING = 50_000;

/** Stores the pieces of all answers that are being made, together and in their order, a moment after they were said. */
export class AnswerLog {
  private pending: StoredDelta[] = [];
  /** Answers that were closed while a write was under way, which must not come back where it fails. */
  private closed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;

  constructor(
    private readonly store: Pick<ConversationStore, 'appendDeltas'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  add(delta: StoredDelta): void {
    this.pending.push(delta);
    this.timer ??= setTimeout(() => void this.write(), WRITE_EVERY_MS).unref();
  }

  /** Forgets what waits of an answer that is about to be stored whole; resolves when nothing of it is being written. */
  async close(messageId: string): Promise<void> {
    this.pending = this.pending.filter((delta) => delta.messageId !== messageId);
    if (!this.writing) return;
    this.closed.add(messageId);
    await this.writing;
  }

  private async write(): Promise<void> {
    const batch = this.pending.splice(0);
    this.writing = this.store.appendDeltas(batch).catch((error: unknown) => {
      this.onError(error);
      const again = batch.filter(({ messageId }) => !this.closed.has(messageId));
      this.pending = [...again, ...this.pending].slice(-MOST_PENDING);
    });
    await this.writing;
    this.writing = undefined;
    this.closed.clear();
    this.timer =
      this.pending.length > 0 ? setTimeout(() => void this.write(), WRITE_EVERY_MS).unref() : undefined;
  }
}
