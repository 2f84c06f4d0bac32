import type { Conversation, ConversationPage, ConversationSummary, ToolCall } from '@alice/contracts';
import type { Knex } from 'knex';
import { beginTurn } from './begin-turn';
import { readCursor, writeCursor } from './conversation-cursor';
import { SEARCHED_CHARACTERS, type ConversationDialect } from './conversation-dialect';
import {
  MESSAGE_COLUMNS,
  toMessage,
  toSummary,
  toTurn,
  type ConversationRow,
  type MessageRow,
} from './conversation-rows';
import type {
  ConversationDigest,
  ConversationHistory,
  ConversationStore,
  NewTurn,
  PastMessage,
  StoredDelta,
  StoredTurn,
  TurnEnd,
} from './conversation-store';
import { postgresConversationDialect } from './postgres-conversation-dialect';
import { snippetOf } from './search-snippet';
import { searchBeginnings } from './search-words';
import { sqliteConversationDialect } from './sqlite-conversation-dialect';

/** The most messages that `history` gives. */
const LONGEST_HISTORY = 10_000;

/** What a model says may hold what PostgreSQL does not store; one such answer must not keep the others from being stored. */
const storable = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd');

/** The database itself forgets the deltas of an answer whose status changes, and keeps what is searched. */
export class KnexConversationStore implements ConversationStore {
  private readonly dialect: ConversationDialect;

  /** `instanceId` is of the backend whose answers are stored here; without one they are nobody's. */
  constructor(
    private readonly db: Knex,
    private readonly instanceId: string | null = null,
  ) {
    const postgres = (db.client as Knex.Client).config.client === 'pg';
    this.dialect = postgres ? postgresConversationDialect : sqliteConversationDialect;
  }

  beginTurn(turn: NewTurn, now: string): Promise<StoredTurn> {
    return beginTurn(this.db, { ...turn, instanceId: this.instanceId }, now);
  }

  async findTurn(userId: string, clientMessageId: string): Promise<StoredTurn | undefined> {
    const row = await this.messages()
      .join('messages as question', 'question.id', 'messages.reply_to')
      .join('conversations', 'conversations.id', 'messages.conversation_id')
      .where({ 'question.user_id': userId, 'question.client_message_id': clientMessageId })
      .whereNull('conversations.deleted_at')
      .first<MessageRow | undefined>();
    return row && toTurn(row);
  }

  async findAnswer(userId: string, messageId: string): Promise<(StoredTurn & { text: string }) | undefined> {
    const row = await this.messages()
      .join('conversations', 'conversations.id', 'messages.conversation_id')
      .where({ 'messages.id': messageId, 'messages.user_id': userId, 'messages.role': 'assistant' })
      .where({ 'messages.replaced_at': null, 'conversations.deleted_at': null })
      .first<MessageRow | undefined>();
    return row && toTurn(row);
  }

  async findDeltas(messageId: string, fromSeq: number): Promise<{ text: string; seq: number }> {
    const row = await this.db('answer_deltas')
      .where({ message_id: messageId })
      .where('seq', '>', fromSeq)
      .first<{ text: string | null; seq: number | null }>(
        this.db.raw(`string_agg(text, '' ORDER BY seq) AS text, MAX(seq) AS seq`),
      );
    return { text: row.text ?? '', seq: row.seq ?? fromSeq };
  }

  async deltasAfter(
    messageId: string,
    fromSeq: number,
  ): Promise<{ seq: number; text: string; first: number }[]> {
    const first = this.db('answer_deltas').where({ message_id: messageId }).min('seq');
    return this.db('answer_deltas')
      .where({ message_id: messageId })
      .where('seq', '>', fromSeq)
      .orderBy('seq')
      .select('seq', 'text', first.as('first'));
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
      .where({ id: messageId, tools: '[]', replaced_at: null })
      .whereIn('status', ['failed', 'interrupted'])
      .update({ status: 'streaming', text: '', instance_id: this.instanceId });
    return changed > 0;
  }

  async appendDeltas(deltas: readonly StoredDelta[]): Promise<void> {
    if (deltas.length === 0) return;
    const pieces = deltas.map(({ messageId, seq, text }) => [messageId, seq, storable(text)]);
    // One parameter for all of them: a statement of any size is prepared as quickly, and no limit of variables is met.
    await this.db.raw(
      `INSERT INTO answer_deltas (message_id, seq, text)
       SELECT messages.id, CAST(piece.value ->> 1 AS INTEGER), piece.value ->> 2
       FROM ${this.dialect.elements} AS piece JOIN messages ON messages.id = piece.value ->> 0
       WHERE messages.status = 'streaming' ON CONFLICT DO NOTHING`,
      [JSON.stringify(pieces)],
    );
  }

  async endTurn(messageId: string, { text, status, seq, response }: TurnEnd): Promise<void> {
    await this.db('messages')
      // Not where another has opened it again since this backend was taken for dead.
      .where({ id: messageId, instance_id: this.instanceId })
      .update({
        text: storable(text),
        status,
        seq,
        source: response?.reply.source ?? null,
        ...(response === null ? {} : { tools: JSON.stringify(response.meta.tools) }),
        outcome: response === null ? null : JSON.stringify(response),
      });
  }

  async forgetDeltas(messageId: string, throughSeq: number): Promise<void> {
    await this.db('answer_deltas').where({ message_id: messageId }).where('seq', '<=', throughSeq).delete();
  }

  async interruptOpenAnswers(messageId?: string): Promise<number> {
    const deltas = this.db('answer_deltas').where({ message_id: this.db.ref('messages.id') });
    const said = this.db.raw(`string_agg(answer_deltas.text, '' ORDER BY answer_deltas.seq)`);
    return this.db('messages')
      .where({ status: 'streaming', ...(messageId === undefined ? {} : { id: messageId }) })
      .where((made) => {
        void made.whereNull('instance_id').orWhere((elsewhere) => {
          void elsewhere
            .whereNot({ instance_id: this.instanceId ?? '' })
            .whereNotExists(this.db('backend_instances').where({ id: this.db.ref('messages.instance_id') }));
        });
        if (messageId !== undefined) void made.orWhere({ instance_id: this.instanceId });
      })
      .update({
        status: 'interrupted',
        text: this.db.raw(`messages.text || COALESCE((?), '')`, [deltas.clone().select(said)]),
        seq: this.db.raw('COALESCE((?), messages.seq)', [deltas.clone().max('answer_deltas.seq')]),
      });
  }

  async history(conversationId: string, beforeMessageId: string): Promise<ConversationHistory> {
    // One query, since a person waits for the answer that it is for.
    const rows = await this.db('conversations as c')
      .leftJoin('messages as m', (join) => {
        join
          .on('m.conversation_id', 'c.id')
          .onNull('m.replaced_at')
          .onVal('m.text', '<>', '')
          .on('m.position', '>', this.db.raw('COALESCE(c.digest_position, 0)'))
          .on(
            'm.position',
            '<',
            this.db.raw('(SELECT position FROM messages WHERE id = ?)', [beforeMessageId]),
          );
      })
      .where('c.id', conversationId)
      .orderBy('m.position', 'desc')
      .limit(LONGEST_HISTORY)
      .select<(PastMessage & { digest_text: string | null; digest_position: number })[]>(
        'm.role',
        'm.text',
        'm.position',
        'c.digest_text',
        'c.digest_position',
      );
    const { digest_text: text = null, digest_position: position = 0 } = rows[0] ?? {};
    // A conversation without a message still has its one row, with none in it.
    const messages = rows
      .filter((row) => row.role)
      .map(({ role, text: said, position: place }) => ({ role, text: said, position: place }))
      .reverse();
    return { messages, ...(text === null ? {} : { digest: { text, position } }) };
  }

  async saveDigest(conversationId: string, { text, position }: ConversationDigest): Promise<void> {
    await this.db.transaction(async (trx) => {
      // Locks the row: what the digest covers may lose its place only before or after this.
      await trx('conversations').where({ id: conversationId }).forUpdate().first('id');
      const shown = await trx('messages')
        .where({ conversation_id: conversationId, position, replaced_at: null })
        .first<{ id: string } | undefined>('id');
      if (!shown) return;
      const digest = { digest_text: storable(text), digest_position: position };
      await trx('conversations').where({ id: conversationId }).update(digest);
    });
  }

  async list(
    userId: string,
    { query, cursor, limit }: { query?: string; cursor?: string; limit: number },
  ): Promise<ConversationPage> {
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const beginnings = query === undefined ? undefined : searchBeginnings(query);
    if (beginnings?.length === 0) return { items: [], nextCursor: null };
    const select = this.db('conversations')
      .where({ 'conversations.user_id': userId, 'conversations.deleted_at': null })
      .orderBy([
        { column: 'conversations.updated_at', order: 'desc' },
        { column: 'conversations.id', order: 'desc' },
      ])
      .limit(limit + 1)
      .select('conversations.*');
    if (after) {
      const { updated_at, id } = after;
      void select.whereRaw('(conversations.updated_at, conversations.id) < (?, ?)', [updated_at, id]);
    }
    if (beginnings) this.onlyMatching(select, userId, beginnings);
    const rows = (await select) as (ConversationRow & { match_id?: string | null; match_text?: string })[];
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((row) => {
        if (!beginnings) return toSummary(row);
        const { match_id: messageId, match_text: text = '' } = row;
        const match = messageId ? { messageId, parts: snippetOf(text, beginnings) } : null;
        return { ...toSummary(row), match };
      }),
      nextCursor: rows.length > page.length && last ? writeCursor(last) : null,
    };
  }

  async find(userId: string, id: string): Promise<Conversation | undefined> {
    const row = await this.summary(userId, id);
    if (!row) return undefined;
    const messages = (await this.messages()
      .where({ 'messages.conversation_id': id, 'messages.replaced_at': null })
      .orderBy('messages.position')) as MessageRow[];
    return { ...row, messages: messages.map(toMessage) };
  }

  async rename(
    userId: string,
    id: string,
    title: string,
    now: string,
  ): Promise<ConversationSummary | undefined> {
    const renamed = { title, titled_by: 'person', updated_at: now };
    await this.db('conversations').where({ id, user_id: userId, deleted_at: null }).update(renamed);
    return this.summary(userId, id);
  }

  async isUntitled(conversationId: string): Promise<boolean> {
    const untitled = { id: conversationId, titled_by: null, deleted_at: null };
    return (await this.db('conversations').where(untitled).first('id')) !== undefined;
  }

  async retitle(conversationId: string, title: string): Promise<boolean> {
    const changed = await this.db('conversations')
      .where({ id: conversationId, titled_by: null, deleted_at: null })
      .update({ title: storable(title), titled_by: 'model' });
    return changed > 0;
  }

  async remove(userId: string, id: string, now: string): Promise<boolean> {
    const there = { id, user_id: userId, deleted_at: null };
    return (await this.db('conversations').where(there).update({ deleted_at: now })) > 0;
  }

  async restore(userId: string, id: string): Promise<ConversationSummary | undefined> {
    await this.db('conversations').where({ id, user_id: userId }).update({ deleted_at: null });
    return this.summary(userId, id);
  }

  async purge(before: string): Promise<number> {
    return this.db('conversations').where('deleted_at', '<', before).delete();
  }

  private messages(): Knex.QueryBuilder {
    return this.db('messages').select(this.db.raw(MESSAGE_COLUMNS));
  }

  private async summary(userId: string, id: string): Promise<ConversationSummary | undefined> {
    const row = await this.db('conversations')
      .where({ id, user_id: userId, deleted_at: null })
      .first<ConversationRow | undefined>();
    return row && toSummary(row);
  }

  /** Leaves those of `select` that are found, each with its newest message that is. */
  private onlyMatching(select: Knex.QueryBuilder, userId: string, beginnings: readonly string[]): void {
    const newest = this.db
      .from(this.dialect.matching(this.db, userId, beginnings).as('matching'))
      .select('conversation_id')
      .max({ position: 'position' })
      .groupBy('conversation_id');
    void select
      .join(newest.as('newest'), 'newest.conversation_id', 'conversations.id')
      .leftJoin('messages', (on) => {
        void on.on('messages.conversation_id', 'conversations.id').on('messages.position', 'newest.position');
      })
      .select(
        'messages.id as match_id',
        this.db.raw('substr(messages.text, 1, ?) AS match_text', [SEARCHED_CHARACTERS]),
      );
  }
}
