import { ConflictError } from '@alice/errors';
import type { AccountStore } from './account-store';

const NOW = '2026-01-01T12:00:00.000Z';
const LATER = '2026-01-01T13:00:00.000Z';

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
      store.addSession({ tokenHash, userId: '1', expiresAt: LATER }, NOW);
    await session('a');
    expect((await store.findBySession('a', NOW))?.username).toBe('Åsa');
    expect(await store.findBySession('a', LATER)).toBeUndefined();
    await store.removeSession('a');
    expect(await store.findBySession('a', NOW)).toBeUndefined();
    await session('b');
    expect(await store.removeExpiredSessions(LATER)).toBe(1);
    await session('c');
    expect(await store.removeUser('1')).toBe(true);
    expect(await store.findBySession('c', NOW)).toBeUndefined();
  });

  it('finds the user of an API key', async () => {
    await add('1', 'Åsa');
    await store.addKey({ id: 'k', userId: '1', name: 'skript', keyHash: 'h' }, NOW);
    expect((await store.findByKey('h'))?.id).toBe('1');
    expect(await store.findByKey('x')).toBeUndefined();
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
