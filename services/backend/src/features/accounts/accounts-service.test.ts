import { ConflictError, ForbiddenError, NotFoundError, UnauthenticatedError } from '@alice/errors';
import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { AccountsService, SESSION_LIFETIME_MS } from './accounts-service';
import { KnexAccountStore } from './knex-account-store';

const setupToken = 'a-setup-token-of-some-length';
const owner = { setupToken, username: 'Åsa', password: 'lösenordet' };
let database: Database;
let now: Date;
let accounts: AccountsService;

beforeEach(async () => {
  database = openDatabase('sqlite::memory:');
  await migrateDatabase(database);
  now = new Date('2026-01-01T12:00:00Z');
  accounts = new AccountsService(new KnexAccountStore(database), setupToken, () => now);
});
afterEach(() => database.destroy());

it('makes the owner once, and only with the token', async () => {
  await expect(accounts.setup({ ...owner, setupToken: 'guess' })).rejects.toThrow(ForbiddenError);
  const { user, token } = await accounts.setup(owner);
  expect(user).toMatchObject({ username: 'Åsa', role: 'owner' });
  expect(await accounts.userOfSession(token)).toEqual(user);
  await expect(accounts.setup(owner)).rejects.toThrow(ConflictError);
});

it('keeps neither password nor session nor key in the clear', async () => {
  const { user, token } = await accounts.setup(owner);
  const { key } = await accounts.createKey(user.id, 'skript');
  const stored = JSON.stringify(await Promise.all(['users', 'sessions', 'api_keys'].map((t) => database(t))));
  for (const secret of [owner.password, token, key]) expect(stored).not.toContain(secret);
  expect(await accounts.userOfKey(key)).toEqual(user);
});

it('signs in by name and password, and says no more than that they do not belong together', async () => {
  await accounts.setup(owner);
  const { token } = await accounts.login({ username: 'åsa', password: 'lösenordet' });
  await accounts.logout(token);
  expect(await accounts.userOfSession(token)).toBeUndefined();
  await expect(accounts.login({ username: 'åsa', password: 'fel' })).rejects.toThrow(UnauthenticatedError);
  await expect(accounts.login({ username: 'ingen', password: 'fel' })).rejects.toThrow(UnauthenticatedError);
});

it('ends a session after its life, and with a new password', async () => {
  const { token } = await accounts.setup(owner);
  now = new Date(now.getTime() + SESSION_LIFETIME_MS + 1);
  expect(await accounts.userOfSession(token)).toBeUndefined();
  const second = await accounts.login(owner);
  const { key } = await accounts.createKey(second.user.id, 'skript');
  await accounts.resetPassword('Åsa', 'ett nytt lösenord');
  expect(await accounts.userOfSession(second.token)).toBeUndefined();
  expect(await accounts.userOfKey(key)).toBeUndefined();
  await expect(accounts.login({ username: 'Åsa', password: 'ett nytt lösenord' })).resolves.toBeDefined();
});

it('neither removes the owner nor takes the role away', async () => {
  const { user } = await accounts.setup(owner);
  await expect(accounts.removeUser(user.id)).rejects.toThrow(NotFoundError);
  await expect(accounts.changeUser(user.id, { role: 'guest' })).rejects.toThrow(ConflictError);
});
