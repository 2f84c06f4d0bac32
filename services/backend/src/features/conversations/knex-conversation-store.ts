import { randomUUID } from 'node:crypto';
import type {
  ChatResponse,
  Conversation,
  ConversationPage,
  ConversationSummary,
  Message,
  ReplySource,
  ToolCall,
} from '@alice/contracts';
import { ConflictError, InvalidInputError, NotFoundError } from '@alice/errors';
import type { Knex } from 'knex';
import type { ConversationStore, NewTurn, StoredTurn, TurnEnd } from './conversation-store';

interface ConversationRow {
  id: string;
  user_id: string;
  title: string;
  created_at: string;
  updated_at: string;
}

interface MessageRow {
  id: string;
  conversation_id: string;
  role: Message['role'];
  text: string;
  status: Message['status'];
  source: ReplySource | null;
  tools: string;
  outcome: string | null;
  created_at: string;
}

const toSummary = (row: ConversationRow): ConversationSummary => ({
  id: row.id,
  title: row.title,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const toTurn = (row: MessageRow): StoredTurn & { text: string } => ({
  conversationId: row.conversation_id,
  messageId: row.id,
  status: row.status,
  text: row.text,
  response: row.outcome === null ? null : (JSON.parse(row.outcome) as ChatResponse),
});

const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  role: row.role,
  text: row.text,
  status: row.status,
  source: row.source,
  tools: JSON.parse(row.tools) as ToolCall[],
  createdAt: row.created_at,
});

const isTaken = (error: unknown) =>
  ['SQLITE_CONSTRAINT', '23505'].includes((error as { code?: string }).code ?? '');

export class KnexConversationStore implements ConversationStore {
  constructor(private readonly db: Knex) {}

  async beginTurn(turn: NewTurn, now: string): Promise<StoredTurn> {
    const conversationId = turn.conversationId ?? randomUUID();
    const [questionId, messageId] = [randomUUID(), randomUUID()];
    try {
      await this.db.transaction(async (trx) => {
        if (turn.conversationId === undefined) {
          const { userId, title } = turn;
          const row = { id: conversationId, user_id: userId, title, created_at: now, updated_at: now };
          await trx('conversations').insert(row);
        } else {
          // The update locks the row, so that two messages at once get two positions.
          const owned = { id: conversationId, user_id: turn.userId };
          const touched = await trx('conversations').where(owned).update({ updated_at: now });
          if (touched === 0) throw new NotFoundError('no such conversation');
        }
        const newest = (await trx('messages')
          .where({ conversation_id: conversationId })
          .max({ position: 'position' })
          .first()) as { position: number | null } | undefined;
        const position = (newest?.position ?? 0) + 1;
        const both = { conversation_id: conversationId, user_id: turn.userId, created_at: now };
        await trx('messages').insert([
          {
            ...both,
            id: questionId,
            position,
            role: 'user',
            text: turn.text,
            status: 'complete',
            client_message_id: turn.clientMessageId ?? null,
            reply_to: null,
          },
          {
            ...both,
            id: messageId,
            position: position + 1,
            role: 'assistant',
            text: '',
            status: 'streaming',
            client_message_id: null,
            reply_to: questionId,
          },
        ]);
      });
    } catch (error) {
      if (isTaken(error)) throw new ConflictError('the message is there already', { cause: error });
      throw error;
    }
    return { conversationId, messageId, status: 'streaming', response: null };
  }

  async findTurn(userId: string, clientMessageId: string): Promise<StoredTurn | undefined> {
    const row = await this.db('messages as question')
      .join('messages as answer', 'answer.reply_to', 'question.id')
      .where({ 'question.user_id': userId, 'question.client_message_id': clientMessageId })
      .first<MessageRow | undefined>('answer.*');
    return row && toTurn(row);
  }

  async findAnswer(userId: string, messageId: string): Promise<(StoredTurn & { text: string }) | undefined> {
    const where = { user_id: userId, id: messageId, role: 'assistant' };
    const row = (await this.db('messages').where(where).first()) as MessageRow | undefined;
    return row && toTurn(row);
  }

  async noteCalls(
    messageId: string,
    calls: readonly Pick<ToolCall, 'name' | 'args' | 'source'>[],
  ): Promise<void> {
    const noted = calls.map((call) => ({ ...call, executed: false, latency_ms: 0 }));
    await this.db('messages')
      .where({ id: messageId })
      .update({ tools: JSON.stringify(noted) });
  }

  async reopenAnswer(messageId: string): Promise<boolean> {
    const changed = await this.db('messages')
      .where({ id: messageId, tools: '[]' })
      .whereIn('status', ['failed', 'interrupted'])
      .update({ status: 'streaming', text: '' });
    return changed > 0;
  }

  async saveProgress(messageId: string, text: string): Promise<void> {
    await this.db('messages').where({ id: messageId, status: 'streaming' }).update({ text });
  }

  async endTurn(messageId: string, { text, status, response }: TurnEnd): Promise<void> {
    await this.db('messages')
      .where({ id: messageId })
      .update({
        text,
        status,
        source: response?.reply.source ?? null,
        ...(response === null ? {} : { tools: JSON.stringify(response.meta.tools) }),
        outcome: response === null ? null : JSON.stringify(response),
      });
  }

  async interruptOpenAnswers(): Promise<number> {
    return this.db('messages').where({ status: 'streaming' }).update({ status: 'interrupted' });
  }

  async history(
    conversationId: string,
    beforeMessageId: string,
    limit: number,
  ): Promise<Pick<Message, 'role' | 'text'>[]> {
    const before = this.db('messages').where({ id: beforeMessageId }).select('position');
    const rows = await this.db('messages')
      .where({ conversation_id: conversationId })
      .whereNot({ text: '' })
      .where('position', '<', before)
      .orderBy('position', 'desc')
      .limit(limit)
      .select<Pick<Message, 'role' | 'text'>[]>('role', 'text');
    return rows.reverse();
  }

  async list(
    userId: string,
    filter: { query?: string; cursor?: string; limit: number },
  ): Promise<ConversationPage> {
    const rows = (await this.db('conversations')
      .where({ user_id: userId })
      .modify((builder) => {
        if (filter.cursor !== undefined) {
          const [updatedAt, id] = readCursor(filter.cursor);
          builder.whereRaw('(updated_at, id) < (?, ?)', [updatedAt, id]);
        }
        if (filter.query !== undefined) {
          const patterns = spellings(filter.query).map((query) => `%${query.replace(/[\\%_]/g, '\\$&')}%`);
          const like = (this.db.client as Knex.Client).config.client === 'pg' ? 'ILIKE' : 'LIKE';
          const anyOf = (column: string) =>
            patterns.map(() => `${column} ${like} ? ESCAPE '\\'`).join(' OR ');
          const inMessages = this.db('messages')
            .select('conversation_id')
            .where({ user_id: userId })
            .whereRaw(`(${anyOf('text')})`, patterns);
          builder.where((either) => {
            void either.whereRaw(`(${anyOf('title')})`, patterns).orWhereIn('id', inMessages);
          });
        }
      })
      .orderBy([
        { column: 'updated_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(filter.limit + 1)) as ConversationRow[];
    const page = rows.slice(0, filter.limit);
    const last = page.at(-1);
    return {
      items: page.map(toSummary),
      nextCursor: rows.length > page.length && last ? writeCursor(last) : null,
    };
  }

  async find(userId: string, id: string): Promise<Conversation | undefined> {
    const row = (await this.db('conversations').where({ id, user_id: userId }).first()) as
      ConversationRow | undefined;
    if (!row) return undefined;
    const messages = (await this.db('messages')
      .where({ conversation_id: id })
      .orderBy('position')) as MessageRow[];
    return { ...toSummary(row), messages: messages.map(toMessage) };
  }

  async rename(
    userId: string,
    id: string,
    title: string,
    now: string,
  ): Promise<ConversationSummary | undefined> {
    await this.db('conversations').where({ id, user_id: userId }).update({ title, updated_at: now });
    const row = (await this.db('conversations').where({ id, user_id: userId }).first()) as
      ConversationRow | undefined;
    return row && toSummary(row);
  }

  async remove(userId: string, id: string): Promise<boolean> {
    return (await this.db('conversations').where({ id, user_id: userId }).delete()) > 0;
  }
}

/** SQLite's LIKE knows the case of a–z only: other letters are asked for in each way that people write words. */
function spellings(query: string): string[] {
  const lower = query.toLowerCase();
  return [...new Set([query, lower, query.toUpperCase(), lower.charAt(0).toUpperCase() + lower.slice(1)])];
}

function writeCursor(row: ConversationRow): string {
  return Buffer.from(`${row.updated_at} ${row.id}`).toString('base64url');
}

function readCursor(cursor: string): [updatedAt: string, id: string] {
  const [updatedAt, id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!updatedAt || !id || Number.isNaN(Date.parse(updatedAt))) {
    throw new InvalidInputError('the cursor is not one of ours', {
      fields: [{ path: 'cursor', message: 'cursor' }],
    });
  }
  return [updatedAt, id];
}
