import type { Database } from '../database/open-database';

const AT = '2026-01-01T12:00:00.000Z';

/** Rows in every table, with what databases could treat differently, and `messages` messages. */
export async function fillDatabase(database: Database, messages = 700): Promise<void> {
  const user = {
    id: 'åsa',
    username: 'Åsa',
    username_key: 'åsa',
    password_hash: 'x',
    role: 'owner',
    created_at: AT,
  };
  await database('users').insert([
    user,
    { ...user, id: 'bo', username: 'bo', username_key: 'bo', role: 'adult' },
  ]);
  const owned = { user_id: 'åsa', created_at: AT };
  await database('sessions').insert({
    ...{ token_hash: 't', user_id: 'åsa', created_at: AT, last_seen_at: AT, expires_at: AT, ends_at: null },
  });
  await database('api_keys').insert({
    ...owned,
    id: 'k',
    name: '"kök"\n',
    key_hash: 'h',
    scopes: '["chat"]',
  });
  // Its last message is newer than it is said to be: no trigger may put that right in a copy.
  await database('conversations').insert({ ...owned, id: 'c', title: '', updated_at: AT, deleted_at: AT });
  const texts = ['Spela något', 'räksmörgås 🦐', `"citat" och\n\ttabb \\ '`, '', 'e\u0301 är inte é'];
  for (let from = 1; from <= messages; from += 100) {
    await database('messages').insert(
      Array.from({ length: Math.min(100, messages - from + 1) }, (_, i) => ({
        ...{ ...owned, id: `m${from + i}`, conversation_id: 'c', position: from + i, role: 'user' },
        ...{ text: texts[(from + i) % texts.length], status: 'complete', reply_to: null },
      })),
    );
  }
  await database('conversations').update({ updated_at: '2025-06-01T00:00:00.000Z' });
  await database('answer_deltas').insert({ message_id: 'm1', seq: 2, text: 'Spe' });
  await database('rate_limits').insert({ key: 'turns:åsa', points: 3, expire: 1_790_000_000_123 });
  await database('audit_log').insert([
    { at: AT, action: 'login', outcome: 'ok', actor_id: 'åsa' },
    { at: AT, action: 'login', outcome: 'failed' },
  ]);
  await database('invitations').insert({
    id: 'i',
    token_hash: 'z',
    role: 'guest',
    created_at: AT,
    expires_at: AT,
  });
  await database('settings').insert({ name: 'model', value: '{"name":"qwen3:4b"}' });
}
