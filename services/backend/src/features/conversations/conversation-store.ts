import type {
  ChatResponse,
  Conversation,
  ConversationPage,
  ConversationSummary,
  Message,
  MessageStatus,
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
  /** An own message of the conversation, or the answer to one, whose place this one takes. */
  replaces?: string | undefined;
}

export interface StoredTurn {
  conversationId: string;
  /** The answer's id. */
  messageId: string;
  status: MessageStatus;
  /** The number of the last delta that was stored; it goes on from there where it is asked for again. */
  seq: number;
  /** The finished answer as it was first given. */
  response: ChatResponse | null;
}

export interface TurnEnd {
  text: string;
  status: Exclude<MessageStatus, 'streaming'>;
  seq: number;
  response: ChatResponse | null;
}

/** A piece of an answer that is still being made. */
export interface StoredDelta {
  messageId: string;
  seq: number;
  text: string;
}

export interface PastMessage extends Pick<Message, 'role' | 'text'> {
  position: number;
}

/** What was said up to and with `position`, in short. */
export interface ConversationDigest {
  text: string;
  position: number;
}

/** The beginning of a conversation in short, and what follows that: what has a text, oldest first, at most the newest 10,000. */
export interface ConversationHistory {
  digest?: ConversationDigest;
  messages: PastMessage[];
}

/**
 * Keeps conversations and their messages, each for its user alone: another's is not found, nor is a deleted one. A
 * message whose place was taken, and all that came after it, is kept but not shown, searched or told to the model.
 */
export interface ConversationStore {
  /**
   * Stores a message and the empty answer to it, both or none, and marks what `replaces` names and all after it.
   * @throws NotFoundError where the conversation, or what is to be replaced in it, is not the user's;
   *   ConflictError where `clientMessageId` is there, or an answer that would be replaced is still being made
   */
  beginTurn(turn: NewTurn, now: string): Promise<StoredTurn>;
  findTurn(userId: string, clientMessageId: string): Promise<StoredTurn | undefined>;
  /** `text` holds what is stored of it so far. */
  findAnswer(userId: string, messageId: string): Promise<(StoredTurn & { text: string }) | undefined>;
  /** What is stored of an answer that is being made, beyond delta `fromSeq`. */
  findDeltas(messageId: string, fromSeq: number): Promise<{ text: string; seq: number }>;
  /** Its pieces beyond delta `fromSeq`, each with the number of the first that is not taken back. */
  deltasAfter(messageId: string, fromSeq: number): Promise<{ seq: number; text: string; first: number }[]>;
  /** Notes the calls of an answer before they run, so that none runs again for it after a crash. */
  noteCalls(messageId: string, calls: readonly Pick<ToolCall, 'name' | 'args' | 'source'>[]): Promise<void>;
  /** Opens a failed or interrupted answer again, so that it can be tried anew; false where it is neither, or a tool ran. */
  reopenAnswer(messageId: string): Promise<boolean>;
  /** Adds pieces to answers, of many at once; what is not being made any more is left alone. */
  appendDeltas(deltas: readonly StoredDelta[]): Promise<void>;
  endTurn(messageId: string, end: TurnEnd): Promise<void>;
  /**
   * Marks answers as interrupted that no living backend makes, with what was stored of them; returns how many. Of the one
   * that is named also where this backend makes it.
   */
  interruptOpenAnswers(messageId?: string): Promise<number>;
  /** Forgets the pieces of an answer that is being made, up to and with delta `throughSeq`. */
  forgetDeltas(messageId: string, throughSeq: number): Promise<void>;
  /** What was said before the answer `beforeMessageId`. */
  history(conversationId: string, beforeMessageId: string): Promise<ConversationHistory>;
  saveDigest(conversationId: string, digest: ConversationDigest): Promise<void>;
  /** Newest first. With `query`, those whose title or messages hold words that begin so, in any form of the word. */
  list(userId: string, filter: { query?: string; cursor?: string; limit: number }): Promise<ConversationPage>;
  find(userId: string, id: string): Promise<Conversation | undefined>;
  rename(userId: string, id: string, title: string, now: string): Promise<ConversationSummary | undefined>;
  /** Whether it is still called by its first words; false where it is gone. */
  isUntitled(conversationId: string): Promise<boolean>;
  /** Gives a title to what is untitled; false where it is not. */
  retitle(conversationId: string, title: string): Promise<boolean>;
  /** Deletes it, for the time being; false where there is none. */
  remove(userId: string, id: string, now: string): Promise<boolean>;
  /** Takes back a deletion. */
  restore(userId: string, id: string): Promise<ConversationSummary | undefined>;
  /** Deletes for good what was deleted before `before`; returns how many. */
  purge(before: string): Promise<number>;
}
