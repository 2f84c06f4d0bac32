import knex, { type Knex } from 'knex';
import { expandFaults } from './migration-faults';
import { migrations } from './migrations';

/** A PostgreSQL that answers nothing and remembers what it was told. */
function recorder(): { database: Knex; statements: string[] } {
  const statements: string[] = [];
  const { client } = knex({ client: 'pg' }) as unknown as { client: { constructor: new () => object } };
  class Recorder extends client.constructor {
    acquireConnection = () => Promise.resolve({});
    releaseConnection = () => Promise.resolve();
    _query = (_connection: unknown, query: { sql: string; response?: unknown }) => {
      statements.push(query.sql);
      query.response = { rows: [], fields: [], rowCount: 0 };
      return Promise.resolve(query);
    };
  }
  return { database: knex({ client: Recorder as unknown as typeof Knex.Client }), statements };
}

it('lets the release that runs live with every migration that comes while it runs', async () => {
  const found: string[] = [];
  for (const [name, migration] of Object.entries(migrations)) {
    const { kind = 'expand' } = migration as { kind?: 'expand' | 'contract' };
    const { database, statements } = recorder();
    await migration.up(database);
    expect(statements.length).toBeGreaterThan(0);
    if (kind === 'expand') found.push(...expandFaults(statements).map((fault) => `${name}: ${fault}`));
    await database.destroy();
  }
  expect(found).toEqual([]);
});

describe('refuses', () => {
  it.each<[string, (database: Knex) => PromiseLike<unknown>, RegExp]>([
    ['a dropped table', (db) => db.schema.dropTable('messages'), /drops/],
    [
      'a dropped column',
      (db) => db.schema.alterTable('messages', (table) => table.dropColumn('text')),
      /drops/,
    ],
    ['a dropped column without the word', (db) => db.raw('ALTER TABLE messages\n DROP text'), /drops/],
    ['a renamed table', (db) => db.schema.renameTable('messages', 'sayings'), /renames/],
    [
      'a renamed column',
      (db) => db.schema.alterTable('messages', (table) => table.renameColumn('text', 'words')),
      /renames/,
    ],
    [
      'NOT NULL without a default',
      (db) => db.schema.alterTable('messages', (table) => table.text('mood').notNullable()),
      /without a default/,
    ],
    [
      'the same as SQL, second of two',
      (db) => db.raw('ALTER TABLE messages ADD a TEXT, ADD COLUMN mood TEXT NOT NULL'),
      /without a default/,
    ],
    [
      'NOT NULL on a column that is there',
      (db) => db.schema.alterTable('messages', (table) => table.dropNullable('source')),
      /asks for a value/,
    ],
    ['another type', (db) => db.raw('ALTER TABLE messages ALTER COLUMN seq TYPE bigint'), /changes a type/],
    [
      'an index that refuses rows',
      (db) => db.raw('CREATE UNIQUE INDEX one ON messages (text)'),
      /refuses rows/,
    ],
    [
      'a constraint that refuses rows',
      (db) => db.schema.alterTable('messages', (table) => table.unique(['text'])),
      /refuses rows/,
    ],
  ])('%s', async (_name, migrate, why) => {
    const { database, statements } = recorder();
    await migrate(database);
    expect(expandFaults(statements)).toEqual([expect.stringMatching(why)]);
  });
});

it('takes what only adds, and what concerns a table of the migration itself', async () => {
  const { database, statements } = recorder();
  await database.schema.createTable('moods', (table) => {
    table.text('id').primary();
    table.text('name').notNullable().unique();
  });
  await database.schema.alterTable('moods', (table) => table.dropColumn('name'));
  await database.schema.alterTable('messages', (table) => {
    table.text('mood');
    table.integer('drops').notNullable().defaultTo(0);
  });
  await database.raw('CREATE INDEX messages_mood ON messages (mood)');
  await database.raw('ALTER TABLE messages ALTER COLUMN mood DROP NOT NULL');
  expect(expandFaults(statements)).toEqual([]);
});
