import type { ChatResponse, ConversationSummary, Message, ReplySource, ToolCall } from '@alice/contracts';
import type { StoredTurn } from './conversation-store';

export interface ConversationRow {
  id: string;
  title: string;
  created_at: string;
  updated_at: string;
}

export interface MessageRow {
  id: string;
  conversation_id: string;
  role: Message['role'];
  text: string;
  status: Message['status'];
  seq: number;
  source: ReplySource | null;
  tools: string;
  outcome: string | null;
  client_message_id: string | null;
  created_at: string;
}

/** A `MessageRow` of the table `messages`: of an answer that is being made, what is stored of it so far. */
export const MESSAGE_COLUMNS = `
  messages.id, messages.conversation_id, messages.role, messages.status, messages.source, messages.tools,
  messages.outcome, messages.client_message_id, messages.created_at,
  CASE messages.status WHEN 'streaming' THEN messages.text || COALESCE(
    (SELECT string_agg(d.text, '' ORDER BY d.seq) FROM answer_deltas d WHERE d.message_id = messages.id), '')
  ELSE messages.text END AS text,
  CASE messages.status WHEN 'streaming' THEN COALESCE(
    (SELECT MAX(d.seq) FROM answer_deltas d WHERE d.message_id = messages.id), messages.seq)
  ELSE messages.seq END AS seq`;

export const toSummary = (row: ConversationRow): ConversationSummary => ({
  id: row.id,
  title: row.title,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const outcomeOf = (row: MessageRow) =>
  row.outcome === null ? null : (JSON.parse(row.outcome) as ChatResponse);

export const toTurn = (row: MessageRow): StoredTurn & { text: string } => ({
  conversationId: row.conversation_id,
  messageId: row.id,
  status: row.status,
  text: row.text,
  seq: row.seq,
  response: outcomeOf(row),
});

export const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  role: row.role,
  text: row.text,
  status: row.status,
  source: row.source,
  tools: JSON.parse(row.tools) as ToolCall[],
  clientMessageId: row.client_message_id,
  confidence: outcomeOf(row)?.intent.confidence ?? null,
  createdAt: row.created_at,
});
