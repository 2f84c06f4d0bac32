import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from './migrations';
import { migrateDatabase, openDatabase, pendingMigrations } from './open-database';

it('sets the pragmas on every connection to SQLite', async () => {
  const url = `sqlite:${join(mkdtempSync(join(tmpdir(), 'alice-db-')), 'alice.db')}`;
  for (let connection = 0; connection < 2; connection++) {
    const database = openDatabase(url);
    const pragma = async (name: string) => {
      const [row] = await database.raw<Record<string, unknown>[]>(`PRAGMA ${name}`);
      return Object.values(row ?? {})[0];
    };
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(1);
    expect(await pragma('cache_size')).toBe(10_000);
    expect(await pragma('temp_store')).toBe(2);
    expect(await pragma('busy_timeout')).toBe(5_000);
    expect(await pragma('foreign_keys')).toBe(1);
    await database.destroy();
  }
});

it('tells what the schema lacks, brings it up to date, and takes it down again', async () => {
  const database = openDatabase('sqlite::memory:');
  const names = Object.keys(migrations).sort();
  expect(await pendingMigrations(database)).toBe(names.length);
  expect(await migrateDatabase(database)).toEqual(names);
  expect(await pendingMigrations(database)).toBe(0);
  await database.migrate.rollback();
  expect(await pendingMigrations(database)).toBe(names.length);
  await database.destroy();
});
