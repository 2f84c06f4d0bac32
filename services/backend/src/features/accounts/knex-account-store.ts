import {
  localeSchema,
  scopeSchema,
  themeSchema,
  type ApiKey,
  type Preferences,
  type Role,
  type Scope,
  type UpdatePreferencesRequest,
  type User,
} from '@alice/contracts';
import { ConflictError } from '@alice/errors';
import type { Knex } from 'knex';
import type {
  AccountStore,
  NewKey,
  NewSession,
  NewUser,
  SessionTime,
  StoredSession,
  UserChange,
} from './account-store';
import { latestBeginning } from './latest-beginning';
import { usernameKey } from './username-key';

interface UserRow {
  id: string;
  username: string;
  role: Role;
  password_hash: string;
  created_at: string;
}

interface SessionRow {
  user_id: string;
  expires_at: string;
  token_hash: string;
  created_at: string;
  last_seen_at: string;
  user_agent: string | null;
}

interface KeyRow {
  id: string;
  user_id: string;
  name: string;
  scopes: string | null;
  created_at: string;
  last_used_at: string | null;
}

const NOTED_EVERY_MS = 60_000;

/** Whether it is time to note again that something is in use. */
const isStale = (noted: string | null, now: string) =>
  noted === null || Math.abs(Date.parse(now) - Date.parse(noted)) > NOTED_EVERY_MS;

/** What a later version writes and this one does not know is nothing that a key may be used for. */
const toScopes = (text: string | null): Scope[] | null =>
  text === null ? null : text.split(' ').flatMap((name) => scopeSchema.safeParse(name).data ?? []);

/** Whether a session holds: it has not expired, nor begun in a time to come. */
const holds = (now: string) => (query: Knex.QueryBuilder) =>
  void query.where('sessions.expires_at', '>', now).where('sessions.created_at', '<=', latestBeginning(now));

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
      username_key: usernameKey(user.username),
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
        ? { username: change.username, username_key: usernameKey(change.username) }
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
      .where({ username_key: usernameKey(username) })
      .first()) as UserRow | undefined;
    return row && { user: toUser(row), passwordHash: row.password_hash };
  }

  async findPasswordHash(userId: string): Promise<string | undefined> {
    const row = await this.db<UserRow>('users').where({ id: userId }).first('password_hash');
    return row?.password_hash;
  }

  async addSession(session: NewSession, now: string): Promise<void> {
    await this.db('sessions').insert({
      token_hash: session.tokenHash,
      user_id: session.userId,
      created_at: now,
      last_seen_at: now,
      expires_at: session.expiresAt,
      ends_at: session.endsAt,
      user_agent: session.userAgent ?? null,
    });
  }

  async findBySession(tokenHash: string, time: SessionTime): Promise<User | undefined> {
    const { now } = time;
    const row = await this.db('sessions')
      .join('users', 'users.id', 'sessions.user_id')
      .where('sessions.token_hash', tokenHash)
      .where(holds(now))
      .first<(UserRow & { last_seen_at: string }) | undefined>('users.*', 'sessions.last_seen_at');
    if (row === undefined) return undefined;
    if (isStale(row.last_seen_at, now)) {
      await this.noteSeen([tokenHash], time);
    }
    return toUser(row);
  }

  async findHeld(hashes: readonly string[], time: SessionTime): Promise<Set<string>> {
    const { now } = time;
    const sessions = await this.db('sessions')
      .whereIn('token_hash', hashes)
      .where(holds(now))
      .select<{ token_hash: string; last_seen_at: string }[]>('token_hash', 'last_seen_at');
    const stale = sessions.filter(({ last_seen_at }) => isStale(last_seen_at, now));
    if (stale.length > 0) {
      await this.noteSeen(
        stale.map(({ token_hash }) => token_hash),
        time,
      );
    }
    const held = new Set(sessions.map(({ token_hash }) => token_hash));
    const rest = hashes.filter((hash) => !held.has(hash));
    if (rest.length === 0) return held;
    const keys = await this.db('api_keys')
      .whereIn('key_hash', rest)
      .select<{ key_hash: string }[]>('key_hash');
    return new Set([...held, ...keys.map(({ key_hash }) => key_hash)]);
  }

  async sessionsOf(userId: string, now: string): Promise<StoredSession[]> {
    const rows = await this.db<SessionRow>('sessions')
      .where({ user_id: userId })
      .where(holds(now))
      .orderBy([{ column: 'last_seen_at', order: 'desc' }, 'token_hash']);
    return rows.map((row) => ({
      tokenHash: row.token_hash,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      ...(row.user_agent === null ? {} : { userAgent: row.user_agent }),
    }));
  }

  async removeSession(tokenHash: string): Promise<void> {
    await this.db('sessions').where({ token_hash: tokenHash }).delete();
  }

  async removeSessionsOf(userId: string, keptTokenHash = ''): Promise<void> {
    await this.db('sessions').where({ user_id: userId }).whereNot({ token_hash: keptTokenHash }).delete();
  }

  async removeAccessOf(userId: string): Promise<void> {
    await this.removeSessionsOf(userId);
    await this.db('api_keys').where({ user_id: userId }).delete();
  }

  async removeExpiredSessions(userId: string, now: string): Promise<number> {
    return this.db('sessions').where({ user_id: userId }).where('expires_at', '<=', now).delete();
  }

  async addKey(key: NewKey, now: string): Promise<void> {
    await this.db('api_keys').insert({
      id: key.id,
      user_id: key.userId,
      name: key.name,
      key_hash: key.keyHash,
      scopes: key.scopes === null ? null : [...new Set(key.scopes)].join(' '),
      created_at: now,
    });
  }

  async findByKey(
    keyHash: string,
    now: string,
  ): Promise<{ user: User; scopes: readonly Scope[] | null } | undefined> {
    const row = await this.db('api_keys')
      .join('users', 'users.id', 'api_keys.user_id')
      .where('api_keys.key_hash', keyHash)
      .first<(UserRow & Pick<KeyRow, 'last_used_at' | 'scopes'>) | undefined>(
        'users.*',
        'api_keys.last_used_at',
        'api_keys.scopes',
      );
    if (row === undefined) return undefined;
    if (isStale(row.last_used_at, now)) {
      await this.db('api_keys').where({ key_hash: keyHash }).update({ last_used_at: now });
    }
    return { user: toUser(row), scopes: toScopes(row.scopes) };
  }

  async keysOf(userId: string): Promise<ApiKey[]> {
    const rows = await this.db<KeyRow>('api_keys')
      .where({ user_id: userId })
      .orderBy([{ column: 'created_at', order: 'desc' }, 'id']);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      scopes: toScopes(row.scopes),
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
    }));
  }

  async removeKey(userId: string, id: string): Promise<boolean> {
    return (await this.db('api_keys').where({ user_id: userId, id }).delete()) > 0;
  }

  async preferencesOf(userId: string): Promise<Preferences | undefined> {
    const row = await this.db('users')
      .where({ id: userId })
      .first<Record<keyof Preferences, string | null> | undefined>('locale', 'theme', 'persona');
    return (
      row && {
        locale: localeSchema.safeParse(row.locale).data ?? null,
        theme: themeSchema.safeParse(row.theme).data ?? 'system',
        persona: row.persona ?? '',
      }
    );
  }

  async changePreferences(userId: string, change: UpdatePreferencesRequest): Promise<void> {
    if (Object.keys(change).length > 0) await this.db('users').where({ id: userId }).update(change);
  }

  /** A session in use lives on, but never beyond its end. */
  private async noteSeen(hashes: readonly string[], { now, idleUntil }: SessionTime): Promise<void> {
    const end = 'COALESCE(ends_at, expires_at)';
    await this.db('sessions')
      .whereIn('token_hash', hashes)
      .update({
        last_seen_at: now,
        expires_at: this.db.raw(`CASE WHEN ${end} < ? THEN ${end} ELSE ? END`, [idleUntil, idleUntil]),
      });
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
