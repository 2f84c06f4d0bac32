import { z } from 'zod';
import { chatRequestSchema, clientMessageIdSchema, type ChatResponse, type MessageStatus } from './chat';
import type { Health } from './health';
import type { MusicState } from './music';
import type { Problem } from './problem';
import type { ToolCall } from './tools';

export const messageSendSchema = chatRequestSchema.safeExtend({
  clientMessageId: clientMessageIdSchema,
});
export type MessageSend = z.infer<typeof messageSendSchema>;

export const messageStopSchema = z.object({ messageId: z.uuid() });
export const answerResumeSchema = z.object({ messageId: z.uuid(), fromSeq: z.int().min(0) });

/** What every client event is acknowledged with. */
export type Ack<T> = (answer: { data: T } | { problem: Problem }) => void;

/**
 * What an answer holds beyond delta `fromSeq`, up to delta `seq`. `fromSeq` is 0 where `text` is the whole answer,
 * which then takes the place of what the page has; deltas of an answer that is not `done` follow by themselves.
 */
export interface ResumedAnswer {
  text: string;
  fromSeq: number;
  seq: number;
  /** What ran for it so far. */
  tools: ToolCall[];
  done: boolean;
  status: MessageStatus;
  /** The finished turn, where it is finished. */
  response?: ChatResponse;
}

export interface ClientToServerEvents {
  'message:send': (message: MessageSend, ack: Ack<{ conversationId: string; messageId: string }>) => void;
  'message:stop': (stop: z.infer<typeof messageStopSchema>, ack: Ack<{ stopped: boolean }>) => void;
  'answer:resume': (resume: z.infer<typeof answerResumeSchema>, ack: Ack<ResumedAnswer>) => void;
}

export interface ServerToClientEvents {
  'answer:started': (event: { conversationId: string; messageId: string; clientMessageId: string }) => void;
  /** Its place among the answers that wait for the model: 1 is next, 0 that its turn has come. */
  'answer:queued': (event: { messageId: string; position: number }) => void;
  'answer:delta': (event: { messageId: string; seq: number; text: string }) => void;
  /** What was said up to and with delta `seq` is taken back: it turned out to be no part of the answer. */
  'answer:retracted': (event: { messageId: string; seq: number }) => void;
  'answer:tool': (event: { messageId: string; tool: ToolCall }) => void;
  'answer:done': (event: ChatResponse) => void;
  'answer:failed': (event: { messageId: string; problem: Problem }) => void;
  'music:state': (state: MusicState) => void;
  'system:status': (health: Health) => void;
  'server:draining': (event: { retryInMs: number }) => void;
}
