import type { Database } from './open-database';

/** Puts the users `anna` and `bo` into an empty database. */
export async function addTestUsers(database: Database): Promise<void> {
  const row = (id: string) => ({
    id,
    username: id,
    username_key: id,
    password_hash: '',
    role: 'adult',
    created_at: '2026-01-01T00:00:00.000Z',
  });
  await database('users').insert([row('anna'), row('bo')]);
}
