import type { Role, User } from '@alice/contracts';
import { ConflictError } from '@alice/errors';
import type { Knex } from 'knex';
import type { AccountStore, NewSession, NewUser, UserChange } from './account-store';

interface UserRow {
  id: string;
  username: string;
  role: Role;
  password_hash: string;
  created_at: string;
}

const SEEN_EVERY_MS = 60_000;

/** Two spellings of a name are one name: compared without case and in one Unicode form. */
const keyOf = (username: string) => username.normalize('NFKC').toLowerCase();

const toUser = (row: UserRow): User => ({
  id: row.id,
  username: row.username,
  role: row.role,
  createdAt: row.created_at,
});

export class KnexAccountStore implements AccountStore {
  constructor(private readonly db: Knex) {}

  async ownerExists(): Promise<boolean> {
    return (await this.db('users').where({ role: 'owner' }).first('id')) !== undefined;
  }

  async addUser(user: NewUser, now: string): Promise<User> {
    const row = {
      id: user.id,
      username: user.username,
      username_key: keyOf(user.username),
      password_hash: user.passwordHash,
      role: user.role,
      created_at: now,
    };
    await this.refusingTaken(() => this.db('users').insert(row));
    return toUser(row);
  }

  async changeUser(id: string, change: UserChange): Promise<User | undefined> {
    const columns = {
      ...(change.username !== undefined
        ? { username: change.username, username_key: keyOf(change.username) }
        : {}),
      ...(change.passwordHash !== undefined ? { password_hash: change.passwordHash } : {}),
      ...(change.role !== undefined ? { role: change.role } : {}),
    };
    await this.refusingTaken(() => this.db('users').where({ id }).update(columns));
    const row = await this.db<UserRow>('users').where({ id }).first();
    return row && toUser(row);
  }

  async removeUser(id: string): Promise<boolean> {
    return (await this.db('users').where({ id }).whereNot({ role: 'owner' }).delete()) > 0;
  }

  async users(): Promise<User[]> {
    return (await this.db<UserRow>('users').orderBy(['created_at', 'id'])).map(toUser);
  }

  async findByUsername(username: string): Promise<{ user: User; passwordHash: string } | undefined> {
    const row = (await this.db('users')
      .where({ username_key: keyOf(username) })
      .first()) as UserRow | undefined;
    return row && { user: toUser(row), passwordHash: row.password_hash };
  }

  async addSession(session: NewSession, now: string): Promise<void> {
    await this.db('sessions').insert({
      token_hash: session.tokenHash,
      user_id: session.userId,
      created_at: now,
      last_seen_at: now,
      expires_at: session.expiresAt,
    });
  }

  async findBySession(tokenHash: string, now: string): Promise<User | undefined> {
    const row = await this.db('sessions')
      .join('users', 'users.id', 'sessions.user_id')
      .where('sessions.token_hash', tokenHash)
      .where('sessions.expires_at', '>', now)
      .first<(UserRow & { last_seen_at: string }) | undefined>('users.*', 'sessions.last_seen_at');
    if (row === undefined) return undefined;
    if (Date.parse(now) - Date.parse(row.last_seen_at) > SEEN_EVERY_MS) {
      await this.db('sessions').where({ token_hash: tokenHash }).update({ last_seen_at: now });
    }
    return toUser(row);
  }

  async removeSession(tokenHash: string): Promise<void> {
    await this.db('sessions').where({ token_hash: tokenHash }).delete();
  }

  async removeAccessOf(userId: string): Promise<void> {
    await this.db('sessions').where({ user_id: userId }).delete();
    await this.db('api_keys').where({ user_id: userId }).delete();
  }

  async removeExpiredSessions(now: string): Promise<number> {
    return this.db('sessions').where('expires_at', '<=', now).delete();
  }

  async addKey(
    key: { id: string; userId: string; name: string; keyHash: string },
    now: string,
  ): Promise<void> {
    await this.db('api_keys').insert({
      id: key.id,
      user_id: key.userId,
      name: key.name,
      key_hash: key.keyHash,
      created_at: now,
    });
  }

  async findByKey(keyHash: string): Promise<User | undefined> {
    const row = await this.db('api_keys')
      .join('users', 'users.id', 'api_keys.user_id')
      .where('api_keys.key_hash', keyHash)
      .first<UserRow | undefined>('users.*');
    return row && toUser(row);
  }

  private async refusingTaken<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'SQLITE_CONSTRAINT' || code === '23505') {
        throw new ConflictError('the name is taken or there is an owner already', { cause: error });
      }
      throw error;
    }
  }
}
