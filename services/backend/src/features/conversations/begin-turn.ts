import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@alice/errors';
import type { Knex } from 'knex';
import type { NewTurn, StoredTurn } from './conversation-store';

const isTaken = (error: unknown) =>
  ['SQLITE_CONSTRAINT', '23505'].includes((error as { code?: string }).code ?? '');

/**
 * Stores a message and the empty answer to it, in a new conversation or behind the last message of one.
 * @throws NotFoundError, ConflictError as `ConversationStore.beginTurn` does
 */
export async function beginTurn(db: Knex, turn: NewTurn, now: string): Promise<StoredTurn> {
  const conversationId = turn.conversationId ?? randomUUID();
  const [questionId, messageId] = [randomUUID(), randomUUID()];
  const both = { conversation_id: conversationId, user_id: turn.userId, created_at: now };
  try {
    await db.transaction(async (trx) => {
      const position = await openConversation(trx, conversationId, turn, now);
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
  return { conversationId, messageId, status: 'streaming', seq: 0, response: null };
}

/** Makes or locks the conversation; returns the first position that is free in it. */
async function openConversation(
  trx: Knex.Transaction,
  id: string,
  { userId, title, conversationId, replaces }: NewTurn,
  now: string,
): Promise<number> {
  if (conversationId === undefined) {
    await trx('conversations').insert({ id, user_id: userId, title, created_at: now, updated_at: now });
    return 1;
  }
  // The update locks the row, so that two messages at once get two positions.
  const owned = { id, user_id: userId, deleted_at: null };
  const touched = await trx('conversations').where(owned).update({ updated_at: now });
  if (touched === 0) throw new NotFoundError('no such conversation');
  if (replaces !== undefined) await replaceFrom(trx, id, replaces, now);
  const newest = (await trx('messages')
    .where({ conversation_id: id })
    .max({ position: 'position' })
    .first()) as { position: number | null } | undefined;
  return (newest?.position ?? 0) + 1;
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
