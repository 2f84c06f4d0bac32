import { ConflictError } from '@alice/errors';
import type { AccountStore } from './account-store';

const NOW = '2026-01-01T12:00:00.000Z';
/** More than a minute after NOW. */
const SOON = '2026-01-01T12:01:30.000Z';
const LATER = '2026-01-01T13:00:00.000Z';
const MUCH_LATER = '2026-01-01T14:00:00.000Z';

/** A time to look at sessions, at which one that is used lives until `idleUntil`. */
const at = (now: string, idleUntil = LATER) => ({ now, idleUntil });

/** What every account store keeps, whatever database is behind it. `open` gives an empty one. */
export function accountStoreContract(open: () => Promise<AccountStore>): void {
  let store: AccountStore;
  const add = (id: string, username: string, role: 'owner' | 'adult' = 'adult') =>
    store.addUser({ id, username, passwordHash: `hash of ${id}`, role }, NOW);

  beforeEach(async () => {
    store = await open();
  });

  it('has no owner at first and at most one ever', async () => {
    expect(await store.ownerExists()).toBe(false);
    await add('1', 'Åsa', 'owner');
    expect(await store.ownerExists()).toBe(true);
    await expect(add('2', 'Björn', 'owner')).rejects.toThrow(ConflictError);
  });

  it('lets only one of two owners at once be made', async () => {
    const made = await Promise.allSettled([add('1', 'a', 'owner'), add('2', 'b', 'owner')]);
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('finds a user by name in any case and Unicode form, and refuses the name a second time', async () => {
    await add('1', 'Åsa');
    const found = await store.findByUsername('åsa'.normalize('NFD'));
    expect(found).toEqual({
      user: { id: '1', username: 'Åsa', role: 'adult', createdAt: NOW },
      passwordHash: 'hash of 1',
    });
    await expect(add('2', 'ÅSA')).rejects.toThrow(ConflictError);
  });

  it('knows a session until it expires, is removed, or its user is', async () => {
    await add('1', 'Åsa');
    const session = (tokenHash: string) =>
      store.addSession({ tokenHash, userId: '1', expiresAt: LATER, endsAt: LATER }, NOW);
    await session('a');
    expect((await store.findBySession('a', at(NOW)))?.username).toBe('Åsa');
    expect(await store.findBySession('a', at(LATER))).toBeUndefined();
    await store.removeSession('a');
    expect(await store.findBySession('a', at(NOW))).toBeUndefined();
    await session('b');
    expect(await store.removeExpiredSessions('2', LATER)).toBe(0);
    expect(await store.removeExpiredSessions('1', LATER)).toBe(1);
    await session('c');
    expect(await store.removeUser('1')).toBe(true);
    expect(await store.findBySession('c', at(NOW))).toBeUndefined();
  });

  it('has no session that began in a time to come, since the clock was wrong then', async () => {
    await add('1', 'Åsa');
    const begin = (tokenHash: string, now: string) =>
      store.addSession(
        { tokenHash, userId: '1', expiresAt: '2038-03-01T00:00:00.000Z', endsAt: '2038-03-01T00:00:00.000Z' },
        now,
      );
    await begin('a', '2038-02-01T00:00:00.000Z');
    // An hour of another clock is no reason to sign anybody out.
    await begin('b', LATER);
    expect(await store.findBySession('a', at(NOW))).toBeUndefined();
    expect(await store.findBySession('b', at(NOW))).toBeDefined();
    expect(await store.findHeld(['a', 'b'], at(NOW))).toEqual(new Set(['b']));
    expect((await store.sessionsOf('1', NOW)).map(({ tokenHash }) => tokenHash)).toEqual(['b']);
    // It may be this clock that is wrong.
    expect(await store.removeExpiredSessions('1', NOW)).toBe(0);
  });

  it('lets a session that is used live on, up to its end', async () => {
    await add('1', 'Åsa');
    await store.addSession({ tokenHash: 'a', userId: '1', expiresAt: LATER, endsAt: MUCH_LATER }, NOW);
    const beyond = '2026-01-01T15:00:00.000Z';
    const between = '2026-01-01T13:30:00.000Z';
    await store.findBySession('a', at(SOON, between));
    expect(await store.findBySession('a', at(LATER, beyond))).toBeDefined();
    expect(await store.findBySession('a', at(between, beyond))).toBeDefined();
    expect(await store.findBySession('a', at(MUCH_LATER, beyond))).toBeUndefined();
    expect(await store.findHeld(['a'], at(MUCH_LATER, beyond))).toEqual(new Set());
  });

  it('tells which of many sessions and API keys still hold, and notes that the sessions were seen', async () => {
    await add('1', 'Åsa');
    for (const tokenHash of ['a', 'b'])
      await store.addSession({ tokenHash, userId: '1', expiresAt: LATER, endsAt: LATER }, NOW);
    await store.addKey({ id: 'k', userId: '1', name: 'skript', keyHash: 'h', scopes: null }, NOW);
    expect(await store.findHeld(['a', 'h', 'x'], at(SOON))).toEqual(new Set(['a', 'h']));
    const seen = (await store.sessionsOf('1', SOON)).map(({ tokenHash, lastSeenAt }) => [
      tokenHash,
      lastSeenAt,
    ]);
    expect(seen).toEqual([
      ['a', SOON],
      ['b', NOW],
    ]);
    await store.removeSession('a');
    expect(await store.findHeld(['a', 'b', 'h'], at(LATER))).toEqual(new Set(['h']));
    expect(await store.findHeld([], at(NOW))).toEqual(new Set());
  });

  it('lists the sessions of one user that have not expired, seen last first, and ends all but one', async () => {
    await add('1', 'Åsa');
    await add('2', 'Björn');
    const session = (tokenHash: string, more: { userId?: string; userAgent?: string } = {}) =>
      store.addSession({ tokenHash, userId: '1', expiresAt: LATER, endsAt: LATER, ...more }, NOW);
    await session('a', { userAgent: 'Firefox' });
    await session('b');
    await session('c', { userId: '2' });
    await store.findBySession('b', at(SOON));
    expect(await store.sessionsOf('1', SOON)).toEqual([
      { tokenHash: 'b', createdAt: NOW, lastSeenAt: SOON },
      { tokenHash: 'a', createdAt: NOW, lastSeenAt: NOW, userAgent: 'Firefox' },
    ]);
    expect(await store.sessionsOf('1', LATER)).toEqual([]);
    await store.removeSessionsOf('1', 'a');
    expect((await store.sessionsOf('1', SOON)).map(({ tokenHash }) => tokenHash)).toEqual(['a']);
    await store.removeSessionsOf('1');
    expect(await store.sessionsOf('1', SOON)).toEqual([]);
    expect(await store.sessionsOf('2', SOON)).toHaveLength(1);
  });

  it('finds the user of an API key, and notes its use at most once a minute', async () => {
    await add('1', 'Åsa');
    await store.addKey({ id: 'k', userId: '1', name: 'skript', keyHash: 'h', scopes: null }, NOW);
    const used = async () => (await store.keysOf('1'))[0]?.lastUsedAt;
    expect(await used()).toBeNull();
    expect(await store.findByKey('h', NOW)).toMatchObject({ user: { id: '1' }, scopes: null });
    expect(await used()).toBe(NOW);
    await store.findByKey('h', '2026-01-01T12:00:59.000Z');
    expect(await used()).toBe(NOW);
    await store.findByKey('h', SOON);
    expect(await used()).toBe(SOON);
    expect(await store.findByKey('x', NOW)).toBeUndefined();
  });

  it('lists the API keys of one user, the newest first, and removes their own alone', async () => {
    await add('1', 'Åsa');
    await add('2', 'Björn');
    await store.addKey({ id: 'k', userId: '1', name: 'gammal', keyHash: 'h', scopes: null }, NOW);
    await store.addKey({ id: 'l', userId: '1', name: 'ny', keyHash: 'i', scopes: ['chat', 'music'] }, SOON);
    expect(await store.keysOf('1')).toEqual([
      { id: 'l', name: 'ny', scopes: ['chat', 'music'], createdAt: SOON, lastUsedAt: null },
      { id: 'k', name: 'gammal', scopes: null, createdAt: NOW, lastUsedAt: null },
    ]);
    expect((await store.findByKey('i', NOW))?.scopes).toEqual(['chat', 'music']);
    expect(await store.keysOf('2')).toEqual([]);
    expect(await store.removeKey('2', 'k')).toBe(false);
    expect(await store.removeKey('1', 'k')).toBe(true);
    expect(await store.findByKey('h', NOW)).toBeUndefined();
  });

  it('takes all access of a user at once', async () => {
    await add('1', 'Åsa');
    await store.addSession({ tokenHash: 'a', userId: '1', expiresAt: LATER, endsAt: LATER }, NOW);
    await store.addKey({ id: 'k', userId: '1', name: 'skript', keyHash: 'h', scopes: null }, NOW);
    await store.removeAccessOf('1');
    expect(await store.findBySession('a', at(NOW))).toBeUndefined();
    expect(await store.findByKey('h', NOW)).toBeUndefined();
  });

  it('keeps what a user chose, and what was not chosen as it was', async () => {
    await add('1', 'Åsa');
    expect(await store.preferencesOf('1')).toEqual({ locale: null, theme: 'system', persona: '' });
    await store.changePreferences('1', { theme: 'dark', persona: 'Skämta gärna. 🌲' });
    await store.changePreferences('1', { locale: 'en' });
    await store.changePreferences('1', {});
    expect(await store.preferencesOf('1')).toEqual({
      locale: 'en',
      theme: 'dark',
      persona: 'Skämta gärna. 🌲',
    });
    expect(await store.preferencesOf('2')).toBeUndefined();
  });

  it('finds the hash of a password by its user', async () => {
    await add('1', 'Åsa');
    expect(await store.findPasswordHash('1')).toBe('hash of 1');
    expect(await store.findPasswordHash('2')).toBeUndefined();
  });

  it('changes and removes users, but never removes the owner', async () => {
    await add('1', 'Åsa', 'owner');
    await add('2', 'Björn');
    expect(await store.changeUser('2', { username: 'Bo', role: 'guest' })).toMatchObject({
      username: 'Bo',
      role: 'guest',
    });
    expect(await store.changeUser('9', { username: 'X' })).toBeUndefined();
    await expect(store.changeUser('2', { username: 'åsa' })).rejects.toThrow(ConflictError);
    expect(await store.removeUser('1')).toBe(false);
    expect(await store.removeUser('2')).toBe(true);
    expect((await store.users()).map(({ id }) => id)).toEqual(['1']);
  });
}
