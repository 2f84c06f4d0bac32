import { waitUntil } from '@alice/test-stack';
import type { Knex } from 'knex';
import type { InstanceStore } from './instance-store';
import { KnexInstanceStore } from './knex-instance-store';

/** Which backends count as alive. */
export function instanceStoreContract(open: () => Promise<Knex>): void {
  let database: Knex;
  let store: InstanceStore;
  const [a, b] = [
    { id: 'a', place: 'here' },
    { id: 'b', place: 'there' },
  ];
  const alive = async () => (await database('backend_instances').orderBy('id').pluck('id')) as string[];

  beforeEach(async () => {
    database = await open();
    store = new KnexInstanceStore(database);
    await store.register(a);
    await store.register(b);
  });

  it('forget who has been silent for too long, and have who speaks again', async () => {
    expect(await store.removeSilent(60_000)).toBe(0);
    await waitUntil('a to be silent for too long', async () => {
      await store.beat(b);
      await store.removeSilent(50);
      return (await alive()).join() === 'b';
    });
    await store.beat(a);
    expect(await alive()).toEqual(['a', 'b']);
    await store.remove('b');
    expect(await alive()).toEqual(['a']);
  });

  it('forget who spoke at a time that is yet to come, since the clock was wrong then', async () => {
    await database('backend_instances')
      .where({ id: 'a' })
      .update({ seen_at: Date.parse('2038-02-01') });
    expect(await store.removeSilent(60_000)).toBe(1);
    expect(await alive()).toEqual(['b']);
  });

  it('forget everybody who has been silent for no time at all', async () => {
    await waitUntil('the clock to go on', async () => {
      await store.removeSilent(0);
      return (await alive()).length === 0;
    });
  });

  it('give a place to one process at a time', async () => {
    await store.register({ id: 'c', place: 'here' });
    expect(await alive()).toEqual(['b', 'c']);
  });
}
