import { KnexConversationStore } from '../../features/conversations/knex-conversation-store';
import { addTestUsers } from '../add-test-users.contract';
import { openDatabase, type Database } from '../open-database';

const CREATED = '2026-01-01T12:00:00.000Z';

let database: Database;
let store: KnexConversationStore;

/** A conversation as the version before stores it, with an answer that is still being made. */
beforeEach(async () => {
  database = openDatabase('sqlite::memory:');
  await database.migrate.up();
  await addTestUsers(database);
  store = new KnexConversationStore(database);
  const times = { created_at: CREATED, updated_at: CREATED };
  await database('conversations').insert({ id: 'old', user_id: 'anna', title: 'Middag', ...times });
  const both = { conversation_id: 'old', user_id: 'anna', created_at: CREATED };
  await database('messages').insert([
    { ...both, id: 'q', position: 1, role: 'user', text: 'Ge mig recepten', status: 'complete' },
    { ...both, id: 'a', position: 2, role: 'assistant', text: 'Det var', status: 'streaming', reply_to: 'q' },
  ]);
});
afterEach(() => database.destroy());

const found = async (query: string) =>
  (await store.list('anna', { query, limit: 9 })).items.map(({ match }) => match?.messageId ?? 'title');

it('finds what was there before it', async () => {
  await database.migrate.up();
  expect(await found('recept')).toEqual(['q']);
  expect(await found('middagar')).toEqual(['title']);
  await database.migrate.latest();
  expect(await store.interruptOpenAnswers()).toBe(1);
  expect(await store.findAnswer('anna', 'a')).toMatchObject({
    text: 'Det var',
    status: 'interrupted',
    seq: 0,
  });
});

it('finds the same after the rows were put in order anew', async () => {
  await database.migrate.up();
  await database('messages').where({ id: 'q' }).delete();
  await database.raw('VACUUM');
  expect(await found('recept')).toEqual([]);
  expect(await found('det var')).toEqual(['a']);
});

it('leaves nothing in the index of what is deleted', async () => {
  await database.migrate.up();
  await database('users').where({ id: 'anna' }).delete();
  expect(await database('search_documents').select()).toEqual([]);
  expect(await database('search_index').select('rowid')).toEqual([]);
});

it('goes back and forth without a loss', async () => {
  const before = await database('messages').select();
  await database.migrate.up();
  await database.migrate.down();
  expect(await database('messages').select()).toEqual(before);
  const rest = await database('sqlite_master').whereLike('name', '%search%').select('name');
  expect(rest).toEqual([]);
  await database.migrate.up();
  expect(await found('recept')).toEqual(['q']);
});
