import type { Role, User } from '@alice/contracts';

export interface NewUser {
  id: string;
  username: string;
  passwordHash: string;
  role: Role;
}

export interface NewSession {
  tokenHash: string;
  userId: string;
  expiresAt: string;
}

export type UserChange = Partial<Pick<NewUser, 'username' | 'passwordHash' | 'role'>>;

/** Keeps accounts, sessions and API keys. Times are ISO 8601 in UTC. */
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
  addSession(session: NewSession, now: string): Promise<void>;
  /** The user of a session that has not expired, and notes that it was seen, at most once a minute. */
  findBySession(tokenHash: string, now: string): Promise<User | undefined>;
  removeSession(tokenHash: string): Promise<void>;
  /** Ends all sessions and API keys of a user. */
  removeAccessOf(userId: string): Promise<void>;
  removeExpiredSessions(now: string): Promise<number>;
  addKey(key: { id: string; userId: string; name: string; keyHash: string }, now: string): Promise<void>;
  findByKey(keyHash: string): Promise<User | undefined>;
}
