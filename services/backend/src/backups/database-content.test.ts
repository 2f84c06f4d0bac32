import { migrateDatabase, openDatabase, type Database } from '../database/open-database';
import { copyContent } from './copy-content';
import { ask, contentTables, differences, readContent } from './database-content';
import { fillDatabase } from './fill-database.contract';

let database: Database;
beforeEach(async () => {
  database = openDatabase('sqlite::memory:');
  await migrateDatabase(database);
  await fillDatabase(database);
});
afterEach(() => database.destroy());

it('counts every table that a person’s data is in', async () => {
  const { counts } = await readContent(database);
  expect(Object.keys(counts)).toEqual(await contentTables(database));
  expect(counts).toMatchObject({ users: 2, messages: 700, audit_log: 2, rate_limits: 1 });
  expect(Object.keys(counts).filter((name) => counts[name] === 0)).toEqual([]);
});

it.each([
  ['a letter of a text', `UPDATE messages SET text = 'Spela nagot' WHERE id = 'm5'`],
  ['a text for none', `UPDATE messages SET reply_to = '' WHERE id = 'm5'`],
  ['a number', `UPDATE rate_limits SET expire = expire + 1`],
  [
    'two rows’ texts, exchanged',
    `UPDATE messages SET text = (SELECT text FROM messages o WHERE o.id = iif(messages.id = 'm1', 'm2', 'm1'))
     WHERE id IN ('m1', 'm2')`,
  ],
])('sees a change of %s', async (_, change) => {
  const before = await readContent(database);
  await database.raw(change);
  const after = await readContent(database);
  expect(differences(before, after)).toEqual(['the rows are not the same']);
});

it('says which table lacks rows', async () => {
  const before = await readContent(database);
  await database('messages').where({ id: 'm700' }).delete();
  expect(differences(before, await readContent(database))).toEqual(['messages has 699 rows, not 700']);
});

it('cares for no order of the rows, and for what is made from others as little', async () => {
  const before = await readContent(database);
  const rows = await database('messages').select();
  await database('messages').delete();
  await database('messages').insert(rows.reverse().slice(0, 350));
  await database('messages').insert(rows.slice(350));
  await database('conversations').update({ updated_at: '2025-06-01T00:00:00.000Z' });
  await database('answer_deltas').insert({ message_id: 'm1', seq: 2, text: 'Spe' });
  await database('search_documents').delete();
  expect(differences(before, await readContent(database))).toEqual([]);
});

it('is copied whole, with what is made from it, and without a trigger’s hand in it', async () => {
  const copy = openDatabase('sqlite::memory:');
  try {
    await migrateDatabase(copy);
    await copyContent(database, copy);
    expect(differences(await readContent(database), await readContent(copy))).toEqual([]);
    const [found] = await ask(
      copy,
      `SELECT count(*) AS n FROM search_index WHERE search_index MATCH 'räksmörgås'`,
    );
    expect(found?.n).toBe(140);
    await copy('audit_log').insert({ at: 'x', action: 'login', outcome: 'ok' });
    expect(await copy('audit_log').max({ id: 'id' })).toEqual([{ id: 3 }]);
    await expect(copy('messages').insert({ id: 'x', conversation_id: 'none' })).rejects.toThrow();
  } finally {
    await copy.destroy();
  }
});
