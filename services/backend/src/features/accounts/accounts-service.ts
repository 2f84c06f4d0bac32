import { randomUUID, timingSafeEqual } from 'node:crypto';
import type {
  ApiKey,
  ChangePasswordRequest,
  CreatedKey,
  CreateKeyRequest,
  LoginRequest,
  Preferences,
  Role,
  Session,
  SetupRequest,
  UpdatePreferencesRequest,
  User,
} from '@alice/contracts';
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  UnauthenticatedError,
} from '@alice/errors';
import type { AuditRecord } from '../audit';
import type { LoginBrake } from '../limits';
import type { AccountStore, SessionTime, UserChange } from './account-store';
import { AttemptGuard } from './attempt-guard';
import type { Caller } from './caller';
import { scopeMissing, type Identity } from './identity';
import { usernameKey } from './username-key';
import { digest, newToken } from './secret';
import { wrongField } from './wrong-field';
import { hashPassword, verifyPassword } from './password-hash';

/** Most that is kept of what a browser says of itself, in characters. */
const MOST_USER_AGENT = 200;

/** A name for a session that tells nothing of its secret, nor of the hash that stands for it. */
const sessionId = (tokenHash: string) => digest(`session ${tokenHash}`).slice(0, 22);

export interface AccountsOptions {
  setupToken: string;
  brake: LoginBrake;
  /** How long a session lives without use, and at most, in milliseconds. */
  sessions: { idleMs: number; lifetimeMs: number };
  record: AuditRecord;
  now?: () => Date;
}

export interface UserChanges {
  username?: string;
  password?: string;
  role?: Role;
}

export interface SignedIn {
  user: User;
  /** The secret of the new session, for the cookie; only its hash is kept. */
  token: string;
}

/** Who may use Alice: the owner's setup, logins, sessions, API keys and other users. */
export class AccountsService {
  /** What an unknown name is checked against, so that it takes as long as a known one. */
  private readonly nobody = hashPassword(newToken());
  private readonly accessListeners = new Set<(userId: string) => void>();
  private readonly guard: AttemptGuard;
  private readonly record: AuditRecord;
  private readonly now: () => Date;

  constructor(
    private readonly store: AccountStore,
    private readonly options: AccountsOptions,
  ) {
    this.record = options.record;
    this.guard = new AttemptGuard(options.brake, options.record);
    this.now = options.now ?? (() => new Date());
  }

  /** How long a session lives at most, in milliseconds. */
  get sessionLifetimeMs(): number {
    return this.options.sessions.lifetimeMs;
  }

  /** Calls `listener` with the id of a user of whom some session, API key or all was taken away. */
  onAccessTaken(listener: (userId: string) => void): void {
    this.accessListeners.add(listener);
  }

  ownerExists(): Promise<boolean> {
    return this.store.ownerExists();
  }

  /**
   * Makes the owner.
   * @throws ConflictError where there is one, ForbiddenError on a wrong token, RateLimitedError after too many of those
   */
  async setup({ setupToken, username, password }: SetupRequest, caller: Caller = {}): Promise<SignedIn> {
    if (await this.store.ownerExists()) throw new ConflictError('there is an owner already');
    const attempt = { address: caller.address };
    await this.guard.begin(attempt, 'setup');
    const [given, wanted] = [setupToken, this.options.setupToken].map((text) => Buffer.from(digest(text)));
    if (!given || !wanted || !timingSafeEqual(given, wanted)) {
      this.record('setup', { outcome: 'failed' });
      throw new ForbiddenError('wrong setup token');
    }
    await this.guard.succeeded(attempt);
    const user = await this.insertUser({ username, password, role: 'owner' });
    this.record('setup', { actor: user });
    return this.openSession(user, caller);
  }

  /**
   * @throws UnauthenticatedError where name and password do not belong together, RateLimitedError after too many of those
   */
  async login({ username, password }: LoginRequest, caller: Caller = {}): Promise<SignedIn> {
    const attempt = { account: usernameKey(username), address: caller.address };
    const found = await this.store.findByUsername(username);
    // What is no name may be a password that was typed in the wrong field.
    const subject = found?.user.username;
    await this.guard.begin(attempt, 'login', subject);
    const right = await verifyPassword(password, found?.passwordHash ?? (await this.nobody));
    if (!found || !right) {
      this.record('login', { outcome: 'failed', subject });
      throw new UnauthenticatedError('wrong username or password');
    }
    this.record('login', { actor: found.user });
    await this.guard.succeeded(attempt);
    await this.store.removeExpiredSessions(found.user.id, this.now().toISOString());
    return this.openSession(found.user, caller);
  }

  /** Makes an account for somebody who was invited. @throws ConflictError where the name is taken */
  join(person: { username: string; password: string; role: Role }): Promise<User> {
    return this.namingTaken(() => this.insertUser(person));
  }

  /** Signs in who has just got an account. */
  enter(user: User, caller: Caller): Promise<SignedIn> {
    return this.openSession(user, caller);
  }

  async logout(token: string): Promise<void> {
    const user = await this.userOfSession(token);
    await this.store.removeSession(digest(token));
    if (!user) return;
    this.record('logout', { actor: user });
    this.tellAccessTaken(user.id);
  }

  userOfSession(token: string): Promise<User | undefined> {
    return this.store.findBySession(digest(token), this.time());
  }

  /** The user of an API key, and what the key is for. */
  identityOfKey(key: string): Promise<Identity | undefined> {
    return this.store.findByKey(digest(key), this.now().toISOString());
  }

  /** Which of these secrets are still those of a session or of an API key. */
  async stillHeld(secrets: readonly string[]): Promise<Set<string>> {
    const byHash = new Map(secrets.map((secret) => [digest(secret), secret]));
    const held = await this.store.findHeld([...byHash.keys()], this.time());
    return new Set([...byHash].filter(([hash]) => held.has(hash)).map(([, secret]) => secret));
  }

  /** Where a user is signed in; `token` is the secret of the session that asks, if one does. */
  async sessions(userId: string, token?: string): Promise<Session[]> {
    const current = token === undefined ? undefined : digest(token);
    return (await this.store.sessionsOf(userId, this.now().toISOString())).map(
      ({ tokenHash, ...session }) => ({
        ...session,
        id: sessionId(tokenHash),
        current: tokenHash === current,
      }),
    );
  }

  /** @throws NotFoundError where the user has no such session */
  async endSession(userId: string, id: string): Promise<void> {
    const sessions = await this.store.sessionsOf(userId, this.now().toISOString());
    const found = sessions.find(({ tokenHash }) => sessionId(tokenHash) === id);
    if (!found) throw new NotFoundError('no such session');
    await this.store.removeSession(found.tokenHash);
    this.record('session_ended');
    this.tellAccessTaken(userId);
  }

  /** Ends all sessions of a user but the one with the secret `token`. */
  async endOtherSessions(userId: string, token?: string): Promise<void> {
    await this.store.removeSessionsOf(userId, token === undefined ? undefined : digest(token));
    this.record('session_ended');
    this.tellAccessTaken(userId);
  }

  /**
   * A user's own change: it ends their sessions but the one with the secret `token`. API keys stay, since each of them
   * can be removed by itself.
   * @throws InvalidInputError where the current password is wrong, RateLimitedError after too many of those
   */
  async changePassword(
    { id: userId, username }: User,
    { currentPassword, newPassword }: ChangePasswordRequest,
    token?: string,
  ): Promise<void> {
    const attempt = { account: usernameKey(username) };
    await this.guard.begin(attempt, 'password_changed', username);
    const hash = await this.store.findPasswordHash(userId);
    if (hash === undefined || !(await verifyPassword(currentPassword, hash))) {
      this.record('password_changed', { outcome: 'failed', subject: username });
      throw new InvalidInputError(
        'wrong current password',
        wrongField('currentPassword', 'error.wrong_password'),
      );
    }
    await this.guard.succeeded(attempt);
    await this.store.changeUser(userId, { passwordHash: await hashPassword(newPassword) });
    this.record('password_changed', { subject: username });
    await this.endOtherSessions(userId, token);
  }

  keys(userId: string): Promise<ApiKey[]> {
    return this.store.keysOf(userId);
  }

  /**
   * Makes a key for `scopes`, or for all that its maker is for. @throws ForbiddenError where it would be for more than that
   */
  async createKey(
    userId: string,
    { name, scopes }: CreateKeyRequest,
    maker: Identity['scopes'] = null,
  ): Promise<CreatedKey> {
    const beyond = maker && scopes?.find((scope) => !maker.includes(scope));
    if (beyond) throw new ForbiddenError('a key may not make a stronger one', scopeMissing(beyond));
    const created = { id: randomUUID(), key: `alice_${newToken()}` };
    await this.store.addKey(
      { id: created.id, userId, name, keyHash: digest(created.key), scopes: scopes ?? maker },
      this.now().toISOString(),
    );
    this.record('key_made', { subject: name });
    return created;
  }

  /** @throws NotFoundError where the user has no such key */
  async removeKey(userId: string, id: string): Promise<void> {
    const key = (await this.store.keysOf(userId)).find((one) => one.id === id);
    if (!key || !(await this.store.removeKey(userId, id))) throw new NotFoundError('no such key');
    this.record('key_removed', { subject: key.name });
    this.tellAccessTaken(userId);
  }

  /** What a user chose for themselves. @throws NotFoundError */
  async preferences(userId: string): Promise<Preferences> {
    const preferences = await this.store.preferencesOf(userId);
    if (!preferences) throw new NotFoundError('no such user');
    return preferences;
  }

  /** Resolves to all preferences, with the change. @throws NotFoundError */
  async changePreferences(userId: string, change: UpdatePreferencesRequest): Promise<Preferences> {
    await this.store.changePreferences(userId, change);
    if (change.persona !== undefined) this.record('settings_changed', { subject: 'persona' });
    return this.preferences(userId);
  }

  users(): Promise<User[]> {
    return this.store.users();
  }

  /** @throws ConflictError where the name is taken */
  async addUser(user: { username: string; password: string; role: Role }): Promise<User> {
    const added = await this.namingTaken(() => this.insertUser(user));
    this.record('user_added', { subject: added.username });
    return added;
  }

  /**
   * Changes name, role or password of a user; a new password ends their sessions and API keys. The owner keeps the role, and
   * has the own password changed where the current one is asked for.
   * @throws NotFoundError, ConflictError
   */
  async changeUser(id: string, change: UserChanges): Promise<User> {
    const isOwner = (await this.store.users()).some((user) => user.id === id && user.role === 'owner');
    if (isOwner && change.role !== undefined) {
      throw new ConflictError('the owner stays the owner', wrongField('role', 'error.owner_stays'));
    }
    if (isOwner && change.password !== undefined) {
      throw new ConflictError('the owner has the own page', wrongField('password', 'error.own_password'));
    }
    return this.applyChange(id, change);
  }

  /** @throws NotFoundError where there is no such user, or it is the owner */
  async removeUser(id: string): Promise<void> {
    const user = (await this.store.users()).find((one) => one.id === id);
    if (!user || !(await this.store.removeUser(id)))
      throw new NotFoundError('no such user that can be removed');
    this.record('user_removed', { subject: user.username });
    this.tellAccessTaken(id);
  }

  /** For an owner who is locked out. @throws NotFoundError */
  async resetPassword(username: string, password: string): Promise<void> {
    const found = await this.store.findByUsername(username);
    if (!found) throw new NotFoundError('no such user');
    await this.applyChange(found.user.id, { password });
    await this.guard.forget(usernameKey(username));
  }

  private async applyChange(id: string, change: UserChanges): Promise<User> {
    const columns: UserChange = {};
    if (change.username !== undefined) columns.username = change.username;
    if (change.role !== undefined) columns.role = change.role;
    if (change.password !== undefined) columns.passwordHash = await hashPassword(change.password);
    const user = await this.namingTaken(() => this.store.changeUser(id, columns));
    if (!user) throw new NotFoundError('no such user');
    const subject = user.username;
    if (change.username !== undefined) this.record('user_changed', { subject });
    if (change.role !== undefined) this.record('role_changed', { subject });
    if (change.password !== undefined) {
      this.record('password_reset', { subject });
      await this.store.removeAccessOf(id);
      this.tellAccessTaken(id);
    }
    return user;
  }

  private async insertUser(user: { username: string; password: string; role: Role }): Promise<User> {
    const passwordHash = await hashPassword(user.password);
    return this.store.addUser(
      { id: randomUUID(), username: user.username, passwordHash, role: user.role },
      this.now().toISOString(),
    );
  }

  /** Says of a name that is taken which field it was. */
  private async namingTaken<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (cause) {
      if (!(cause instanceof ConflictError)) throw cause;
      throw new ConflictError('the name is taken', {
        cause,
        ...wrongField('username', 'error.username_taken'),
      });
    }
  }

  private tellAccessTaken(userId: string): void {
    for (const listener of this.accessListeners) listener(userId);
  }

  private time(): SessionTime {
    const now = this.now();
    const { idleMs } = this.options.sessions;
    return { now: now.toISOString(), idleUntil: new Date(now.getTime() + idleMs).toISOString() };
  }

  private async openSession(user: User, { userAgent, token: before }: Caller): Promise<SignedIn> {
    if (before !== undefined) await this.logout(before);
    const token = newToken();
    const { now, idleUntil } = this.time();
    const endsAt = new Date(Date.parse(now) + this.sessionLifetimeMs).toISOString();
    const session = {
      tokenHash: digest(token),
      userId: user.id,
      expiresAt: idleUntil < endsAt ? idleUntil : endsAt,
      endsAt,
      ...(userAgent ? { userAgent: userAgent.slice(0, MOST_USER_AGENT) } : {}),
    };
    await this.store.addSession(session, now);
    return { user, token };
  }
}
