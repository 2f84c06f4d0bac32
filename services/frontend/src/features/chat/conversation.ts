import type { ChatResponse, Conversation, Message, Problem, ReplySource, ToolCall } from '@alice/contracts';

export interface Answer {
  messageId: string | null;
  text: string;
  /** Number of the last delta in `text`; null before the first. */
  lastSeq: number | null;
  tools: ToolCall[];
  phase: 'waiting' | 'streaming' | 'done' | 'failed' | 'interrupted';
  /** Its place among the answers that wait for the model: 1 is next, 0 that it waits no more. */
  place: number;
  source: ReplySource | null;
  /** How surely the command was understood. */
  confidence: number | null;
  problem: Problem | null;
  /** Something of it has passed us by: it has to be asked for. */
  behind: boolean;
  /** Of the tools, by their place, those that were taken back. */
  undos: Record<number, UndoState>;
}

/** What came of taking a command back. */
export type UndoState = { phase: 'busy' | 'done' } | { phase: 'failed'; words: string };

/** What a person said and what became of it. */
export interface Turn {
  key: string;
  clientMessageId: string | null;
  /** The server's name of the person's message, once we have read it there. */
  questionId: string | null;
  text: string | null;
  /** `unsent` is waiting for the connection; `refused` the server did not take, and does not know. */
  delivery: 'unsent' | 'sending' | 'sent' | 'refused';
  /** The message in whose place this one is sent. */
  replaces: string | null;
  answer: Answer | null;
}

export type AnswerEvent =
  | { type: 'delta'; messageId: string; seq: number; text: string }
  | { type: 'retracted'; messageId: string; seq: number }
  | { type: 'queued'; messageId: string; position: number }
  | { type: 'tool'; messageId: string; tool: ToolCall }
  | { type: 'done'; messageId: string; response: ChatResponse }
  | { type: 'failed'; messageId: string; problem: Problem };

/** Turns that have made room for another one, until the server has taken that. */
export interface Replaced {
  /** The `clientMessageId` of the one that takes their place. */
  by: string;
  turns: Turn[];
  /** The words were changed, not just asked again. */
  edited: boolean;
}

export interface ConversationState {
  id: string | null;
  /** Counts the conversations that were opened: what belongs to one of them is forgotten with the next. */
  visit: number;
  turns: Turn[];
  replaced: Replaced | null;
  /** The turn whose words are being changed, and what the server said against the change. */
  editing: { key: string; text: string; problem: Problem | null } | null;
  /** Why a turn could not be asked again. */
  refusal: { key: string; problem: Problem } | null;
  /** Events of an answer that we do not know yet; the ack that names it may come after them. */
  early: AnswerEvent[];
}

export const EMPTY_CONVERSATION: ConversationState = {
  id: null,
  visit: 0,
  turns: [],
  replaced: null,
  editing: null,
  refusal: null,
  early: [],
};

export const WAITING_ANSWER: Answer = {
  messageId: null,
  text: '',
  lastSeq: null,
  tools: [],
  phase: 'waiting',
  place: 0,
  source: null,
  confidence: null,
  problem: null,
  behind: false,
  undos: {},
};

const answerOf = (message: Message): Answer => ({
  ...WAITING_ANSWER,
  messageId: message.id,
  text: message.text,
  tools: message.tools,
  source: message.source,
  confidence: message.confidence,
  phase: message.status === 'complete' ? 'done' : message.status,
  behind: message.status === 'streaming',
});

/** The turns of a stored conversation: each of the person's messages with the answer that follows it. */
export function turnsOf({ messages }: Conversation): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (message.role === 'user') {
      turns.push({
        key: message.id,
        clientMessageId: message.clientMessageId,
        questionId: message.id,
        text: message.text,
        delivery: 'sent',
        replaces: null,
        answer: null,
      });
    } else if (last && last.answer === null) {
      last.answer = answerOf(message);
    } else {
      turns.push({
        key: message.id,
        clientMessageId: null,
        questionId: null,
        text: null,
        delivery: 'sent',
        replaces: null,
        answer: answerOf(message),
      });
    }
  }
  return turns;
}

/** Whether a turn is or answers the message with this name. */
export const hasMessage = (turn: Turn, messageId: string): boolean =>
  turn.questionId === messageId || turn.answer?.messageId === messageId;

export const isRunning = (turn: Turn): boolean =>
  turn.answer?.phase === 'waiting' || turn.answer?.phase === 'streaming';
