import type {
  ChatResponse,
  Conversation,
  ConversationPage,
  ConversationSummary,
  Message,
  ToolCall,
} from '@alice/contracts';

export interface NewTurn {
  userId: string;
  /** The conversation to go on with; a new one where it is undefined. */
  conversationId?: string | undefined;
  /** What a new conversation is called. */
  title: string;
  text: string;
  clientMessageId?: string | undefined;
}

export interface StoredTurn {
  conversationId: string;
  /** The answer's id. */
  messageId: string;
  status: Message['status'];
  /** The finished answer as it was first given. */
  response: ChatResponse | null;
}

export interface TurnEnd {
  text: string;
  status: Exclude<Message['status'], 'streaming'>;
  response: ChatResponse | null;
}

/** Keeps conversations and their messages, each for its user alone: another's is not found. */
export interface ConversationStore {
  /**
   * Stores a message and the empty answer to it, both or none.
   * @throws NotFoundError where the conversation is not the user's, ConflictError where `clientMessageId` is there
   */
  beginTurn(turn: NewTurn, now: string): Promise<StoredTurn>;
  findTurn(userId: string, clientMessageId: string): Promise<StoredTurn | undefined>;
  findAnswer(userId: string, messageId: string): Promise<(StoredTurn & { text: string }) | undefined>;
  /** Notes the calls of an answer before they run, so that none runs again for it after a crash. */
  noteCalls(messageId: string, calls: readonly Pick<ToolCall, 'name' | 'args' | 'source'>[]): Promise<void>;
  /** Opens a failed or interrupted answer again, so that it can be tried anew; false where it is neither, or a tool ran. */
  reopenAnswer(messageId: string): Promise<boolean>;
  saveProgress(messageId: string, text: string): Promise<void>;
  endTurn(messageId: string, end: TurnEnd): Promise<void>;
  /** Marks answers that a stopped backend left open as interrupted; returns how many. */
  interruptOpenAnswers(): Promise<number>;
  /** The newest messages before the answer `beforeMessageId`, oldest first. */
  history(
    conversationId: string,
    beforeMessageId: string,
    limit: number,
  ): Promise<Pick<Message, 'role' | 'text'>[]>;
  list(userId: string, filter: { query?: string; cursor?: string; limit: number }): Promise<ConversationPage>;
  find(userId: string, id: string): Promise<Conversation | undefined>;
  rename(userId: string, id: string, title: string, now: string): Promise<ConversationSummary | undefined>;
  remove(userId: string, id: string): Promise<boolean>;
}
