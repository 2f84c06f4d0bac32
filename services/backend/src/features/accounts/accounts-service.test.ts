import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  RateLimitedError,
  UnauthenticatedError,
} from '@alice/errors';
import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import type { AccountsService } from './accounts-service';
import { DAY_MS, testAccounts } from './test-accounts.contract';

// Passwords take their time, and more of it beside other work.
jest.setTimeout(20_000);

const setupToken = 'a-setup-token-of-some-length';
const owner = { setupToken, username: 'Åsa', password: 'lösenordet' };
let database: Database;
let now: Date;
/** Each as action, outcome, and who or what. */
let recorded: unknown[];
let accounts: AccountsService;

beforeEach(async () => {
  database = openDatabase('sqlite::memory:');
  await migrateDatabase(database);
  now = new Date('2026-01-01T12:00:00Z');
  recorded = [];
  accounts = testAccounts(database, {
    setupToken,
    now: () => now,
    record: (action, { subject, outcome, actor } = {}) =>
      recorded.push([action, outcome ?? 'ok', actor?.username ?? subject]),
  });
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
  const { key } = await accounts.createKey(user.id, { name: 'skript' });
  const stored = JSON.stringify(await Promise.all(['users', 'sessions', 'api_keys'].map((t) => database(t))));
  for (const secret of [owner.password, token, key]) expect(stored).not.toContain(secret);
  expect(await accounts.identityOfKey(key)).toEqual({ user, scopes: null });
});

it('signs in by name and password, and says no more than that they do not belong together', async () => {
  await accounts.setup(owner);
  const { token } = await accounts.login({ username: 'åsa', password: 'lösenordet' });
  await accounts.logout(token);
  expect(await accounts.userOfSession(token)).toBeUndefined();
  await expect(accounts.login({ username: 'åsa', password: 'fel' })).rejects.toThrow(UnauthenticatedError);
  await expect(accounts.login({ username: 'ingen', password: 'fel' })).rejects.toThrow(UnauthenticatedError);
});

it('ends a session that is not used for a week, and with a new password', async () => {
  const { token } = await accounts.setup(owner);
  now = new Date(now.getTime() + 7 * DAY_MS + 1);
  expect(await accounts.userOfSession(token)).toBeUndefined();
  const second = await accounts.login(owner);
  const { key } = await accounts.createKey(second.user.id, { name: 'skript' });
  await accounts.resetPassword('Åsa', 'ett nytt lösenord');
  expect(await accounts.userOfSession(second.token)).toBeUndefined();
  expect(await accounts.identityOfKey(key)).toBeUndefined();
  await expect(accounts.login({ username: 'Åsa', password: 'ett nytt lösenord' })).resolves.toBeDefined();
});

it('neither removes the owner nor takes the role away', async () => {
  const { user } = await accounts.setup(owner);
  await expect(accounts.removeUser(user.id)).rejects.toThrow(NotFoundError);
  await expect(accounts.changeUser(user.id, { role: 'guest' })).rejects.toThrow(ConflictError);
});

it('sets passwords of others, and not the owner’s, where nobody asks for the current one', async () => {
  const { user } = await accounts.setup(owner);
  const password = 'ett nytt lösenord';
  await expect(accounts.changeUser(user.id, { password })).rejects.toThrow(ConflictError);
  await expect(accounts.login(owner)).resolves.toBeDefined();
  const bo = await accounts.addUser({ username: 'Bo', password: 'ett bra lösenord', role: 'adult' });
  await accounts.changeUser(bo.id, { password });
  await expect(accounts.login({ username: 'Bo', password })).resolves.toBeDefined();
});

it('opens an account that strangers have shut when its password is reset', async () => {
  await accounts.setup(owner);
  for (let i = 0; i < 6; i++) await accounts.login({ ...owner, password: 'fel' }).catch(() => undefined);
  await accounts.resetPassword(owner.username, owner.password);
  await expect(accounts.login(owner)).resolves.toBeDefined();
});

describe('the own password', () => {
  const change = { currentPassword: owner.password, newPassword: 'ett nytt lösenord' };

  it('changes where the current one is right, and ends all other sessions, while API keys stay', async () => {
    const { user, token } = await accounts.setup(owner);
    const other = await accounts.login(owner);
    const { key } = await accounts.createKey(user.id, { name: 'skript' });
    await accounts.changePassword(user, change, token);
    expect(await accounts.userOfSession(token)).toBeDefined();
    expect(await accounts.userOfSession(other.token)).toBeUndefined();
    expect(await accounts.identityOfKey(key)).toBeDefined();
    await expect(accounts.login(owner)).rejects.toThrow(UnauthenticatedError);
    await expect(accounts.login({ ...owner, password: change.newPassword })).resolves.toBeDefined();
  });

  it('stays where the current one is wrong, which is said at its field', async () => {
    const { user, token } = await accounts.setup(owner);
    const refused = accounts.changePassword(user, { ...change, currentPassword: 'fel' }, token);
    await expect(refused).rejects.toThrow(InvalidInputError);
    await expect(refused).rejects.toMatchObject({ fields: [{ path: 'currentPassword' }] });
    await expect(accounts.login(owner)).resolves.toBeDefined();
  });
});

describe('sessions', () => {
  it('are listed without a secret, with this one marked and the browser in short', async () => {
    const { user, token } = await accounts.setup(owner, { userAgent: 'x'.repeat(1_000) });
    await accounts.login(owner);
    const sessions = await accounts.sessions(user.id, token);
    expect(sessions.map(({ current, userAgent }) => [current, userAgent?.length])).toEqual(
      expect.arrayContaining([
        [true, 200],
        [false, undefined],
      ]),
    );
    const stored = await database<{ token_hash: string }>('sessions').select('token_hash');
    for (const { token_hash } of stored) expect(JSON.stringify(sessions)).not.toContain(token_hash);
  });

  it('end one by one or all but this one, and nobody ends those of another', async () => {
    const { user, token } = await accounts.setup(owner);
    const [second, third] = [await accounts.login(owner), await accounts.login(owner)];
    const bo = await accounts.addUser({ username: 'Bo', password: 'ett bra lösenord', role: 'adult' });
    const [own] = await accounts.sessions(user.id, second.token).then((all) => all.filter((s) => s.current));
    await expect(accounts.endSession(bo.id, own?.id ?? '')).rejects.toThrow(NotFoundError);
    await accounts.endSession(user.id, own?.id ?? '');
    expect(await accounts.userOfSession(second.token)).toBeUndefined();
    expect(await accounts.userOfSession(third.token)).toBeDefined();
    await accounts.endOtherSessions(user.id, token);
    expect(await accounts.userOfSession(third.token)).toBeUndefined();
    expect(await accounts.userOfSession(token)).toBeDefined();
  });
});

it('tells whom something was taken from, whatever took it', async () => {
  const { user, token } = await accounts.setup(owner);
  const told: string[] = [];
  accounts.onAccessTaken((id) => told.push(id));
  const bo = await accounts.addUser({ username: 'Bo', password: 'ett bra lösenord', role: 'adult' });
  const { id } = await accounts.createKey(user.id, { name: 'skript' });
  await accounts.removeKey(user.id, id);
  await accounts.endOtherSessions(user.id, token);
  await accounts.logout(token);
  await accounts.changeUser(bo.id, { password: 'ett nytt lösenord' });
  await accounts.removeUser(bo.id);
  expect(told).toEqual([user.id, user.id, user.id, bo.id, bo.id]);
});

it('says of a name that is taken which field it was', async () => {
  const { user } = await accounts.setup(owner);
  const bo = { username: 'Bo', password: 'ett bra lösenord', role: 'adult' } as const;
  await accounts.addUser(bo);
  const wrong = { fields: [{ path: 'username', message: 'Namnet är upptaget. Välj ett annat.' }] };
  await expect(accounts.addUser(bo)).rejects.toMatchObject(wrong);
  await expect(accounts.changeUser(user.id, { username: 'bo' })).rejects.toMatchObject(wrong);
});

it('removes an API key of its own user alone', async () => {
  const { user } = await accounts.setup(owner);
  const bo = await accounts.addUser({ username: 'Bo', password: 'ett bra lösenord', role: 'adult' });
  const { id, key } = await accounts.createKey(user.id, { name: 'skript' });
  await expect(accounts.removeKey(bo.id, id)).rejects.toThrow(NotFoundError);
  await accounts.removeKey(user.id, id);
  expect(await accounts.identityOfKey(key)).toBeUndefined();
});

describe('a session', () => {
  it('that is used lives for thirty days and no longer', async () => {
    const { token } = await accounts.setup(owner);
    for (let day = 0; day < 29; day += 5) {
      now = new Date(now.getTime() + 5 * DAY_MS - 1);
      expect([day, (await accounts.userOfSession(token))?.username]).toEqual([day, 'Åsa']);
    }
    now = new Date(now.getTime() + 7);
    expect(await accounts.userOfSession(token)).toBeUndefined();
  });

  it('is another after signing in: the one that came along ends', async () => {
    const { token } = await accounts.setup(owner);
    const second = await accounts.login(owner, { token });
    expect(await accounts.userOfSession(token)).toBeUndefined();
    expect(await accounts.userOfSession(second.token)).toBeDefined();
    await expect(accounts.login({ ...owner, password: 'fel' }, { token: second.token })).rejects.toThrow();
    expect(await accounts.userOfSession(second.token)).toBeDefined();
  });
});

describe('after too many failed attempts', () => {
  const wrong = { ...owner, password: 'fel' };
  const address = '192.0.2.1';
  const fail = async (times: number, attempt: () => Promise<unknown>) => {
    for (let i = 0; i < times; i++) await expect(attempt()).rejects.not.toThrow(RateLimitedError);
  };

  it('at an account, by whatever spelling, the right password is refused too', async () => {
    await accounts.setup(owner);
    await fail(5, () => accounts.login({ ...wrong, username: 'ÅSA' }));
    await expect(accounts.login(owner)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: 60,
      limit: { policy: 'login-account', quota: 5, windowSeconds: 900 },
    });
  });

  it('at an account that does not exist it is the same', async () => {
    await fail(5, () => accounts.login({ username: 'ingen', password: 'fel' }));
    await expect(accounts.login({ username: 'ingen', password: 'fel' })).rejects.toThrow(RateLimitedError);
  });

  it('from an address, with names, with the setup token, or both', async () => {
    await fail(10, () => accounts.setup({ ...owner, setupToken: 'gissning' }, { address }));
    let name = 0;
    await fail(10, () => accounts.login({ ...wrong, username: `namn${name++}` }, { address }));
    await expect(accounts.setup(owner, { address })).rejects.toThrow(RateLimitedError);
    await expect(accounts.setup(owner, { address: '192.0.2.2' })).resolves.toBeDefined();
    await expect(accounts.login(owner, { address })).rejects.toThrow(RateLimitedError);
  });

  it('at the own password, which a stolen session would guess', async () => {
    const { user } = await accounts.setup(owner);
    const change = { currentPassword: 'fel', newPassword: 'ett nytt lösenord' };
    await fail(5, () => accounts.changePassword(user, change));
    const right = { ...change, currentPassword: owner.password };
    await expect(accounts.changePassword(user, right)).rejects.toThrow(RateLimitedError);
  });

  it('none is counted that succeeded', async () => {
    await accounts.setup(owner);
    await fail(4, () => accounts.login(wrong));
    await accounts.login(owner);
    await fail(5, () => accounts.login(wrong));
  });
});

it('lets a key make no key that is for more than itself', async () => {
  const { user } = await accounts.setup(owner);
  await expect(accounts.createKey(user.id, { name: 'x', scopes: ['admin'] }, ['account'])).rejects.toThrow(
    ForbiddenError,
  );
  const { key } = await accounts.createKey(user.id, { name: 'x' }, ['account', 'chat']);
  expect((await accounts.identityOfKey(key))?.scopes).toEqual(['account', 'chat']);
});

it('has everything that happens to accounts written down', async () => {
  await expect(accounts.setup({ ...owner, setupToken: 'gissning' })).rejects.toThrow();
  const { user, token } = await accounts.setup(owner);
  const bo = await accounts.addUser({ username: 'Bo', password: 'ett bra lösenord', role: 'adult' });
  await accounts.changeUser(bo.id, { username: 'Bosse', role: 'guest', password: 'ett nytt lösenord' });
  const { id } = await accounts.createKey(user.id, { name: 'skript' });
  await accounts.removeKey(user.id, id);
  await accounts.endOtherSessions(user.id, token);
  const change = { currentPassword: 'fel', newPassword: 'ett nytt lösenord' };
  await expect(accounts.changePassword(user, change)).rejects.toThrow();
  await accounts.removeUser(bo.id);
  await accounts.logout(token);
  await expect(accounts.login({ username: 'mitt lösenord', password: 'x' })).rejects.toThrow();
  for (let i = 0; i < 6; i++) await expect(accounts.login({ ...owner, password: 'fel' })).rejects.toThrow();
  expect(recorded).toEqual([
    ['setup', 'failed', undefined],
    ['setup', 'ok', 'Åsa'],
    ['user_added', 'ok', 'Bo'],
    ['user_changed', 'ok', 'Bosse'],
    ['role_changed', 'ok', 'Bosse'],
    ['password_reset', 'ok', 'Bosse'],
    ['key_made', 'ok', 'skript'],
    ['key_removed', 'ok', 'skript'],
    ['session_ended', 'ok', undefined],
    ['password_changed', 'failed', 'Åsa'],
    ['user_removed', 'ok', 'Bosse'],
    ['logout', 'ok', 'Åsa'],
    ['login', 'failed', undefined],
    ...Array<unknown>(4).fill(['login', 'failed', 'Åsa']),
    ...Array<unknown>(2).fill(['login', 'braked', 'Åsa']),
  ]);
});
