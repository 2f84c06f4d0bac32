import { startPostgres, waitUntil, type TestPostgres } from '@alice/test-stack';
import {
  migrateDatabase,
  openDatabase,
  pendingMigrations,
  schemaVersion,
  type Database,
} from './open-database';
import { migrations } from './migrations';

jest.setTimeout(120_000);

let postgres: TestPostgres;
const opened: Database[] = [];
const open = (url: string, use?: 'migrate') => {
  const database = openDatabase(url, undefined, use);
  opened.push(database);
  return database;
};

beforeAll(async () => {
  postgres = await startPostgres();
}, 180_000);
afterAll(() => postgres?.stop());
afterEach(() => Promise.all(opened.splice(0).map((database) => database.destroy())));

it('lets one of two migrators run, and the other wait and find nothing to do', async () => {
  const url = await postgres.cloneDatabase();
  const [one, two] = [open(url, 'migrate'), open(url, 'migrate')];
  const ran = await Promise.all([migrateDatabase(one), migrateDatabase(two)]);
  expect(ran.map(({ length }) => length).sort()).toEqual([0, Object.keys(migrations).length]);
  expect(await pendingMigrations(one)).toBe(0);
  expect(schemaVersion).toBe(Object.keys(migrations).sort().at(-1));
});

it('tries again where somebody else has a table, and holds nobody up meanwhile', async () => {
  const url = await postgres.cloneDatabase();
  const [database, other] = [open(url, 'migrate'), open(url)];
  await migrateDatabase(database);
  await database.migrate.down();
  const holder = await other.transaction();
  // Every table, whichever it is that the last migration changes.
  await holder.raw(`DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT table_name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'knex_%'
    LOOP EXECUTE format('LOCK TABLE %I IN ACCESS SHARE MODE', name); END LOOP; END $$`);
  const migrated = migrateDatabase(database);
  const waiting = async () => {
    const { rows } = await other.raw<{ rows: unknown[] }>('SELECT 1 FROM pg_locks WHERE NOT granted');
    return rows.length > 0;
  };
  await waitUntil('the migration to wait for the table', waiting, { timeoutMs: 20_000 });
  // Who comes after it waits for two seconds at most, and not for the holder's end.
  await open(url)('messages').select('id').limit(1);
  await holder.commit();
  expect(await migrated).toEqual([schemaVersion]);
});

it('is not held up by the lock of a migrator that was killed', async () => {
  const database = open(await postgres.cloneDatabase(), 'migrate');
  await migrateDatabase(database);
  await database.migrate.down();
  await database('knex_migrations_lock').update({ is_locked: 1 });
  expect(await migrateDatabase(database)).toEqual([schemaVersion]);
});
