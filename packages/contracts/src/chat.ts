import { z } from 'zod';
import { localeSchema } from './locale';
import type { Problem } from './problem';
import { toolCallSchema } from './tools';

/** Longest message a person can send, in code points. */
export const MAX_MESSAGE_LENGTH = 8_000;

const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();

/** What a sender names its message; the same again is the same message. */
export const clientMessageIdSchema = z.string().min(1).max(100).refine(isStorable);

export const chatRequestSchema = z
  .object({
    text: z
      .string()
      .max(MAX_MESSAGE_LENGTH)
      // A database takes neither NUL nor half a character.
      .refine((text) => text.trim() !== '' && isStorable(text)),
    conversationId: z.uuid().optional(),
    clientMessageId: clientMessageIdSchema.optional(),
    /** An own message of the conversation, or its answer: this one takes its place, and what came after it is left out. */
    replaces: z.uuid().optional(),
    locale: localeSchema.optional(),
  })
  .refine(({ replaces, conversationId }) => replaces === undefined || conversationId !== undefined, {
    path: ['conversationId'],
  })
  .meta({ id: 'ChatRequest' });
export type ChatRequest = z.infer<typeof chatRequestSchema>;

export const replySourceSchema = z.enum(['router', 'harmony', 'llm', 'system']);
export type ReplySource = z.infer<typeof replySourceSchema>;

export const chatResponseSchema = z
  .object({
    conversationId: z.string(),
    messageId: z.string(),
    reply: z.object({ text: z.string(), source: replySourceSchema }),
    intent: z.object({ name: z.string(), confidence: z.number() }),
    meta: z.object({ tool: toolCallSchema.nullable(), tools: z.array(toolCallSchema) }),
    timing: z.object({ total_ms: z.number(), nlu_ms: z.number(), llm_ms: z.number().optional() }),
  })
  .meta({ id: 'ChatResponse' });

/** A finished turn; `messageId` is the answer's, times are in milliseconds. */
export type ChatResponse = z.infer<typeof chatResponseSchema>;

/** The events of `POST /api/chat/stream`, in the order in which they come. */
export interface ChatStreamEvents {
  start: { conversationId: string; messageId: string };
  /** Its place among the answers that wait for the model: 1 is next, 0 that its turn has come. */
  queued: { position: number };
  delta: { seq: number; text: string };
  /** What was said up to and with delta `seq` is taken back: it turned out to be no part of the answer. */
  retracted: { seq: number };
  tool: z.infer<typeof toolCallSchema>;
  done: ChatResponse;
  error: Problem;
}

/** `interrupted`: nobody waited any more, or Alice stopped; it can be asked again. */
export const messageStatusSchema = z.enum(['streaming', 'complete', 'failed', 'interrupted']);
export type MessageStatus = z.infer<typeof messageStatusSchema>;

export const messageSchema = z
  .object({
    id: z.string(),
    role: z.enum(['user', 'assistant']),
    text: z.string(),
    source: replySourceSchema.nullable(),
    status: messageStatusSchema,
    tools: z.array(toolCallSchema),
    /** What its sender named it; the same again asks for the same answer. Null for answers. */
    clientMessageId: z.string().nullable(),
    /** How surely a command was understood, 0–1; null for what is no finished answer. */
    confidence: z.number().min(0).max(1).nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof messageSchema>;

export const conversationSummarySchema = z
  .object({
    id: z.string(),
    title: z.string(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    /** Where a search found it: a piece of the best message, in parts; `null` where only the title fits. */
    match: z
      .object({
        messageId: z.string(),
        parts: z.array(z.object({ text: z.string(), hit: z.boolean() })),
      })
      .nullish(),
  })
  .meta({ id: 'ConversationSummary' });
export type ConversationSummary = z.infer<typeof conversationSummarySchema>;

export const conversationSchema = conversationSummarySchema
  .extend({ messages: z.array(messageSchema) })
  .meta({ id: 'Conversation' });
export type Conversation = z.infer<typeof conversationSchema>;

export const conversationPageSchema = z
  .object({ items: z.array(conversationSummarySchema), nextCursor: z.string().nullable() })
  .meta({ id: 'ConversationPage' });
export type ConversationPage = z.infer<typeof conversationPageSchema>;
