import { z } from 'zod';
import { localeSchema } from './locale';
import type { Problem } from './problem';
import { toolCallSchema } from './tools';

/** Longest message a person can send, in UTF-16 code units. */
export const MAX_MESSAGE_LENGTH = 16_000;

export const chatRequestSchema = z
  .object({
    text: z
      .string()
      .max(MAX_MESSAGE_LENGTH)
      .refine((text) => text.trim() !== ''),
    conversationId: z.uuid().optional(),
    clientMessageId: z.string().min(1).max(100).optional(),
    locale: localeSchema.optional(),
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
  delta: { seq: number; text: string };
  tool: z.infer<typeof toolCallSchema>;
  done: ChatResponse;
  error: Problem;
}

export const messageSchema = z
  .object({
    id: z.string(),
    role: z.enum(['user', 'assistant']),
    text: z.string(),
    source: replySourceSchema.nullable(),
    status: z.enum(['streaming', 'complete', 'failed', 'interrupted']),
    tools: z.array(toolCallSchema),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof messageSchema>;

export const conversationSummarySchema = z
  .object({ id: z.string(), title: z.string(), createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() })
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
