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
}

/** What a person said and what became of it. */
export interface Turn {
  key: string;
  clientMessageId: string | null;
  text: string | null;
  /** `unsent` is waiting for the connection. */
  delivery: 'unsent' | 'sending' | 'sent';
  answer: Answer | null;
}

export type AnswerEvent =
  | { type: 'delta'; messageId: string; seq: number; text: string }
  | { type: 'retracted'; messageId: string; seq: number }
  | { type: 'queued'; messageId: string; position: number }
  | { type: 'tool'; messageId: string; tool: ToolCall }
  | { type: 'done'; messageId: string; response: ChatResponse }
  | { type: 'failed'; messageId: string; problem: Problem };

export interface ConversationState {
  id: string | null;
  turns: Turn[];
  /** Events of an answer that we do not know yet; the ack that names it may come after them. */
  early: AnswerEvent[];
}

export const EMPTY_CONVERSATION: ConversationState = { id: null, turns: [], early: [] };

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
        text: message.text,
        delivery: 'sent',
        answer: null,
      });
    } else if (last && last.answer === null) {
      last.answer = answerOf(message);
    } else {
      turns.push({
        key: message.id,
        clientMessageId: null,
        text: null,
        delivery: 'sent',
        answer: answerOf(message),
      });
    }
  }
  return turns;
}

export const isRunning = (turn: Turn): boolean =>
  turn.answer?.phase === 'waiting' || turn.answer?.phase === 'streaming';
