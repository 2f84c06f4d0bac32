import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { CreatedKey, LoginRequest, Role, SetupRequest, User } from '@alice/contracts';
import { ConflictError, ForbiddenError, NotFoundError, UnauthenticatedError } from '@alice/errors';
import type { AccountStore, UserChange } from './account-store';
import { hashPassword, verifyPassword } from './password-hash';

/** How long a session lives at most, in milliseconds: 30 days. */
export const SESSION_LIFETIME_MS = 30 * 24 * 3600 * 1000;

const digest = (secret: string) => createHash('sha256').update(secret).digest('base64url');
const newToken = () => randomBytes(32).toString('base64url');

export interface SignedIn {
  user: User;
  /** The secret of the new session, for the cookie; only its hash is kept. */
  token: string;
}

/** Who may use Alice: the owner's setup, logins, sessions, API keys and other users. */
export class AccountsService {
  /** What an unknown name is checked against, so that it takes as long as a known one. */
  private readonly nobody = hashPassword(newToken());

  constructor(
    private readonly store: AccountStore,
    private readonly setupToken: string,
    private readonly now: () => Date = () => new Date(),
  ) {}

  ownerExists(): Promise<boolean> {
    return this.store.ownerExists();
  }

  /** Makes the owner. @throws ConflictError where there is one, ForbiddenError on a wrong token. */
  async setup({ setupToken, username, password }: SetupRequest): Promise<SignedIn> {
    if (await this.store.ownerExists()) throw new ConflictError('there is an owner already');
    const [given, wanted] = [digest(setupToken), digest(this.setupToken)].map((text) => Buffer.from(text));
    if (!given || !wanted || !timingSafeEqual(given, wanted)) throw new ForbiddenError('wrong setup token');
    const user = await this.addUser({ username, password, role: 'owner' });
    return this.openSession(user);
  }

  /** @throws UnauthenticatedError where name and password do not belong together */
  async login({ username, password }: LoginRequest): Promise<SignedIn> {
    const found = await this.store.findByUsername(username);
    const right = await verifyPassword(password, found?.passwordHash ?? (await this.nobody));
    if (!found || !right) throw new UnauthenticatedError('wrong username or password');
    await this.store.removeExpiredSessions(this.now().toISOString());
    return this.openSession(found.user);
  }

  async logout(token: string): Promise<void> {
    await this.store.removeSession(digest(token));
  }

  userOfSession(token: string): Promise<User | undefined> {
    return this.store.findBySession(digest(token), this.now().toISOString());
  }

  userOfKey(key: string): Promise<User | undefined> {
    return this.store.findByKey(digest(key));
  }

  async createKey(userId: string, name: string): Promise<CreatedKey> {
    const created = { id: randomUUID(), key: `alice_${newToken()}` };
    await this.store.addKey(
      { id: created.id, userId, name, keyHash: digest(created.key) },
      this.now().toISOString(),
    );
    return created;
  }

  users(): Promise<User[]> {
    return this.store.users();
  }

  /** @throws ConflictError where the name is taken */
  async addUser(user: { username: string; password: string; role: Role }): Promise<User> {
    const passwordHash = await hashPassword(user.password);
    return this.store.addUser(
      { id: randomUUID(), username: user.username, passwordHash, role: user.role },
      this.now().toISOString(),
    );
  }

  /** Changes name, role or password; a new password ends the user's sessions and API keys. @throws NotFoundError, ConflictError */
  async changeUser(id: string, change: { username?: string; password?: string; role?: Role }): Promise<User> {
    if (
      change.role !== undefined &&
      (await this.store.users()).some((user) => user.id === id && user.role === 'owner')
    ) {
      throw new ConflictError('the owner stays the owner');
    }
    const columns: UserChange = {};
    if (change.username !== undefined) columns.username = change.username;
    if (change.role !== undefined) columns.role = change.role;
    if (change.password !== undefined) columns.passwordHash = await hashPassword(change.password);
    const user = await this.store.changeUser(id, columns);
    if (!user) throw new NotFoundError('no such user');
    if (change.password !== undefined) await this.store.removeAccessOf(id);
    return user;
  }

  /** @throws NotFoundError where there is no such user, or it is the owner */
  async removeUser(id: string): Promise<void> {
    if (!(await this.store.removeUser(id))) throw new NotFoundError('no such user that can be removed');
  }

  /** For an owner who is locked out. @throws NotFoundError */
  async resetPassword(username: string, password: string): Promise<void> {
    const found = await this.store.findByUsername(username);
    if (!found) throw new NotFoundError('no such user');
    await this.changeUser(found.user.id, { password });
  }

  private async openSession(user: User): Promise<SignedIn> {
    const token = newToken();
    const now = this.now();
    const expiresAt = new Date(now.getTime() + SESSION_LIFETIME_MS).toISOString();
    await this.store.addSession({ tokenHash: digest(token), userId: user.id, expiresAt }, now.toISOString());
    return { user, token };
  }
}
