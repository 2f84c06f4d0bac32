import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@alice/errors';
import type { Knex } from 'knex';
import type { NewTurn, StoredTurn } from './conversation-store';

const isTaken = (error: unknown) =>
  ['SQLITE_CONSTRAINT', '23505'].includes((error as { code?: string }).code ?? '');

/** Another message took the place, which PostgreSQL tells by the name of the constraint and SQLite by its columns. */
const isPosition = (error: unknown) => {
  const { constraint, message = '' } = error as { constraint?: string; message?: string };
  return (constraint ?? message.slice(message.lastIndexOf('constraint failed'))).includes('position');
};

/** `instanceId` is of the backend that makes the answer. */
type NewTurnHere = NewTurn & { instanceId: string | null };

/** How often a place is looked for, where others take the one that was found. */
const MOST_TRIES = 5;

/**
 * Stores a message and the empty answer to it, in a new conversation or behind the last message of one.
 * @throws NotFoundError, ConflictError as `ConversationStore.beginTurn` does
 */
export async function beginTurn(db: Knex, turn: NewTurnHere, now: string): Promise<StoredTurn> {
  const { conversationId, replaces } = turn;
  for (let attempt = 1; ; attempt++) {
    try {
      return conversationId !== undefined && replaces === undefined
        ? await goOn(db, { ...turn, conversationId }, now)
        : await beginOrReplace(db, turn, now);
    } catch (error) {
      if (!isTaken(error)) throw error;
      if (isPosition(error) && attempt < MOST_TRIES) continue;
      throw new ConflictError('the message is there already', { cause: error });
    }
  }
}

/** Stores both behind the last message, in one statement, since a person waits for the answer. */
async function goOn(
  db: Knex,
  { conversationId, userId, text, clientMessageId, instanceId }: NewTurnHere & { conversationId: string },
  now: string,
): Promise<StoredTurn> {
  const [questionId, messageId] = [randomUUID(), randomUUID()];
  const rows = [
    [questionId, 1, 'user', text, 'complete', clientMessageId ?? null, null, null],
    [messageId, 2, 'assistant', '', 'streaming', null, questionId, instanceId],
  ];
  // Each value has a type of its own, which PostgreSQL cannot tell from a parameter in a list of values.
  const row = `(?::text, ?::int, ?::text, ?::text, ?::text, ?::text, ?::text, ?::text)`;
  const inserted = await db.raw<{ rows: unknown[] } | unknown[]>(
    forSqlite(
      db,
      `WITH added (id, place, role, text, status, client_message_id, reply_to, instance_id) AS (VALUES ${row}, ${row})
       INSERT INTO messages
         (id, conversation_id, user_id, position, role, text, status, client_message_id, reply_to, instance_id, created_at)
       SELECT added.id, conversations.id, conversations.user_id,
         added.place + COALESCE((SELECT MAX(position) FROM messages WHERE conversation_id = conversations.id), 0),
         added.role, added.text, added.status, added.client_message_id, added.reply_to, added.instance_id, ?::text
       FROM conversations CROSS JOIN added
       WHERE conversations.id = ?::text AND conversations.user_id = ?::text AND conversations.deleted_at IS NULL
       ORDER BY added.place
       RETURNING id`,
    ),
    [...rows.flat(), now, conversationId, userId],
  );
  const count = Array.isArray(inserted) ? inserted.length : inserted.rows.length;
  if (count === 0) throw new NotFoundError('no such conversation');
  return { conversationId, messageId, status: 'streaming', seq: 0, response: null };
}

/** SQLite needs no types, and knows no `::`. */
const forSqlite = (db: Knex, sql: string) =>
  (db.client as Knex.Client).config.client === 'pg' ? sql : sql.replace(/::\w+/g, '');

/** What must not happen by half: a conversation with its first message, or a message in the place of another. */
function beginOrReplace(db: Knex, turn: NewTurnHere, now: string): Promise<StoredTurn> {
  const { userId, title, replaces } = turn;
  return db.transaction(async (trx) => {
    const conversationId = turn.conversationId ?? randomUUID();
    if (turn.conversationId === undefined) {
      const times = { created_at: now, updated_at: now };
      await trx('conversations').insert({ id: conversationId, user_id: userId, title, ...times });
    } else {
      // The update locks the row: what is replaced stays as it is found.
      const owned = { id: conversationId, user_id: userId, deleted_at: null };
      const touched = await trx('conversations').where(owned).update({ updated_at: now });
      if (touched === 0) throw new NotFoundError('no such conversation');
    }
    if (replaces !== undefined) await replaceFrom(trx, conversationId, replaces, now);
    return goOn(trx, { ...turn, conversationId }, now);
  });
}

/** Marks the question that the message `named` is or answers, and all after it. */
async function replaceFrom(
  trx: Knex.Transaction,
  conversationId: string,
  named: string,
  now: string,
): Promise<void> {
  const shown = { 'messages.conversation_id': conversationId, 'messages.replaced_at': null };
  const from = await trx('messages')
    .leftJoin('messages as question', 'question.id', 'messages.reply_to')
    .where({ ...shown, 'messages.id': named })
    .first<{ position: number } | undefined>(
      trx.raw('COALESCE(question.position, messages.position) AS position'),
    );
  if (!from) throw new NotFoundError('no such message in the conversation');
  const after = () => trx('messages').where(shown).where('messages.position', '>=', from.position);
  await after().whereNot({ status: 'streaming' }).update({ replaced_at: now });
  const open = await after().first<{ id: string } | undefined>('id');
  if (open) throw new ConflictError('an answer that would be replaced is still being made');
  await trx('conversations')
    .where({ id: conversationId })
    .where('digest_position', '>=', from.position)
    .update({ digest_text: null, digest_position: null });
}
