import type { Conversation, ConversationPage, ConversationSummary, Locale } from '@alice/contracts';
import { NotFoundError } from '@alice/errors';
import { translate } from '../../messages/translate';
import type { ConversationStore } from './conversation-store';

/** A user's own conversations; another's is not found. */
export class ConversationsService {
  constructor(
    private readonly store: ConversationStore,
    private readonly now: () => Date = () => new Date(),
  ) {}

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

  /** @throws NotFoundError */
  async remove(userId: string, id: string): Promise<void> {
    if (!(await this.store.remove(userId, id))) throw new NotFoundError('no such conversation');
  }

  /** The conversation as Markdown, each message under the name of who said it. @throws NotFoundError */
  async exportMarkdown(userId: string, id: string, locale: Locale): Promise<string> {
    const { title, messages } = await this.find(userId, id);
    const parts = messages.map(({ role, text, createdAt }) => {
      return `**${translate(locale, `export.${role}`)}** (${createdAt})\n\n${text}\n`;
    });
    return [`# ${title}\n`, ...parts].join('\n');
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new NotFoundError('no such conversation');
  return value;
}
