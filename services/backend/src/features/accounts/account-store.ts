import type { ApiKey, Preferences, Role, Scope, UpdatePreferencesRequest, User } from '@alice/contracts';

export interface NewUser {
  id: string;
  username: string;
  passwordHash: string;
  role: Role;
}

export interface NewSession {
  tokenHash: string;
  userId: string;
  /** When it ends if it is not used, and when it ends whatever happens. */
  expiresAt: string;
  endsAt: string;
  /** What the browser said of itself, of bounded length. */
  userAgent?: string;
}

/** Now, and until when a session that is used now lives if it is not used again. */
export interface SessionTime {
  now: string;
  idleUntil: string;
}

export interface StoredSession {
  tokenHash: string;
  createdAt: string;
  lastSeenAt: string;
  userAgent?: string;
}

export interface NewKey {
  id: string;
  userId: string;
  name: string;
  keyHash: string;
  /** Null: all that its user may. */
  scopes: readonly Scope[] | null;
}

export type UserChange = Partial<Pick<NewUser, 'username' | 'passwordHash' | 'role'>>;

/**
 * Keeps accounts, sessions and API keys. Times are ISO 8601 in UTC. A session that began more than a day from now was begun
 * while the clock was wrong, or is of a clock that is wrong now: it does not hold, and is kept.
 */
export interface AccountStore {
  ownerExists(): Promise<boolean>;
  /** @throws ConflictError when the name is taken, or when there is an owner and this would be a second. */
  addUser(user: NewUser, now: string): Promise<User>;
  /** Undefined where there is no such user; @throws ConflictError when the new name is taken. */
  changeUser(id: string, change: UserChange): Promise<User | undefined>;
  /** Removes the user with all that is theirs; the owner stays. */
  removeUser(id: string): Promise<boolean>;
  users(): Promise<User[]>;
  findByUsername(username: string): Promise<{ user: User; passwordHash: string } | undefined>;
  /** The hash of a user's password. */
  findPasswordHash(userId: string): Promise<string | undefined>;
  addSession(session: NewSession, now: string): Promise<void>;
  /** The user of a session that has not expired, and notes that it was seen, at most once a minute. */
  findBySession(tokenHash: string, time: SessionTime): Promise<User | undefined>;
  /** Which of these hashes are of a session that has not expired, which it notes as seen, or of an API key. */
  findHeld(hashes: readonly string[], time: SessionTime): Promise<Set<string>>;
  /** A user's sessions that have not expired, the one that was seen last first. */
  sessionsOf(userId: string, now: string): Promise<StoredSession[]>;
  removeSession(tokenHash: string): Promise<void>;
  /** Ends all sessions of a user but the one of `keptTokenHash`. */
  removeSessionsOf(userId: string, keptTokenHash?: string): Promise<void>;
  /** Ends all sessions and API keys of a user. */
  removeAccessOf(userId: string): Promise<void>;
  /** One user's alone: where the clock is wrong, one sign-in must not end everybody's. */
  removeExpiredSessions(userId: string, now: string): Promise<number>;
  addKey(key: NewKey, now: string): Promise<void>;
  /** The user of an API key and what it is for, and notes that it was used, at most once a minute. */
  findByKey(
    keyHash: string,
    now: string,
  ): Promise<{ user: User; scopes: readonly Scope[] | null } | undefined>;
  /** A user's API keys, the newest first. */
  keysOf(userId: string): Promise<ApiKey[]>;
  /** Whether there was such a key of this user. */
  removeKey(userId: string, id: string): Promise<boolean>;
  /** What a user chose; undefined where there is no such user. */
  preferencesOf(userId: string): Promise<Preferences | undefined>;
  changePreferences(userId: string, change: UpdatePreferencesRequest): Promise<void>;
}
