import type { InvitationStore } from './invitation-store';

const NOW = '2026-01-01T12:00:00.000Z';
const LATER = '2026-01-08T12:00:00.000Z';

/** What every store of invitations keeps, whatever database is behind it. `open` gives an empty one. */
export function invitationStoreContract(open: () => Promise<InvitationStore>): void {
  let store: InvitationStore;

  beforeEach(async () => {
    store = await open();
    await store.add({ id: 'a', tokenHash: 'h', role: 'guest', name: 'Bo', expiresAt: LATER }, NOW);
  });
  const invitation = { id: 'a', role: 'guest', name: 'Bo', createdAt: NOW, expiresAt: LATER };

  it('lists an invitation until it is too old', async () => {
    expect(await store.open(NOW)).toEqual([invitation]);
    expect(await store.open(LATER)).toEqual([]);
  });

  it('lets one of many take it, once', async () => {
    const taken = await Promise.all(Array.from({ length: 5 }, () => store.take('h', NOW)));
    expect(taken.filter(Boolean)).toEqual([invitation]);
    expect(await store.open(NOW)).toEqual([]);
    expect(await store.remove('a')).toBe(false);
    await store.giveBack('a');
    expect(await store.take('h', NOW)).toEqual(invitation);
  });

  it('lets nobody take what is too old, was removed, or never was', async () => {
    expect(await store.take('h', LATER)).toBeUndefined();
    expect(await store.take('x', NOW)).toBeUndefined();
    expect(await store.remove('a')).toBe(true);
    expect(await store.remove('a')).toBe(false);
    expect(await store.take('h', NOW)).toBeUndefined();
  });
}
