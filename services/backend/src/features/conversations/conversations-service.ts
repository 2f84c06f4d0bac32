import type { Conversation, ConversationPage, ConversationSummary } from '@alice/contracts';
import { NotFoundError } from '@alice/errors';
import type { ConversationStore } from './conversation-store';

/** So long a deleted conversation can be taken back, in milliseconds. */
const GRACE_MS = 24 * 60 * 60 * 1000;

/** A user's own conversations; another's is not found. */
export class ConversationsService {
  constructor(
    private readonly store: ConversationStore,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Newest first; `limit` of them at most. @throws InvalidInputError where the cursor is not one of ours */
  list(
    userId: string,
    filter: { query?: string; cursor?: string; limit: number },
  ): Promise<ConversationPage> {
    return this.store.list(userId, filter);
  }

  /** @throws NotFoundError */
  async find(userId: string, id: string): Promise<Conversation> {
    return found(await this.store.find(userId, id));
  }

  /** @throws NotFoundError */
  async rename(userId: string, id: string, title: string): Promise<ConversationSummary> {
    return found(await this.store.rename(userId, id, title, this.now().toISOString()));
  }

  /** Deletes it; for 24 hours it can be restored. @throws NotFoundError */
  async remove(userId: string, id: string): Promise<void> {
    if (!(await this.store.remove(userId, id, this.now().toISOString()))) {
      throw new NotFoundError('no such conversation');
    }
  }

  /** Takes a deletion back. @throws NotFoundError where it is gone for good, or never was there */
  async restore(userId: string, id: string): Promise<ConversationSummary> {
    return found(await this.store.restore(userId, id));
  }

  /** Deletes for good what was deleted more than 24 hours ago; returns how many conversations that were. */
  purgeDeleted(): Promise<number> {
    return this.store.purge(new Date(this.now().getTime() - GRACE_MS).toISOString());
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new NotFoundError('no such conversation');
  return value;
}
