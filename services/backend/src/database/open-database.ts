import { dirname } from 'node:path';
import knex, { type Knex } from 'knex';
import { migrations } from './migrations';

export type Database = Knex;

interface SqliteConnection {
  exec: (sql: string, done: (error: Error | null) => void) => void;
}

/**
 * Set on every connection, since SQLite keeps only the journal mode in the file. `cache_size` is in pages,
 * `busy_timeout` in milliseconds.
 */
const SQLITE_PRAGMAS = [
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = NORMAL',
  'PRAGMA cache_size = 10000',
  'PRAGMA temp_store = MEMORY',
  'PRAGMA busy_timeout = 5000',
  'PRAGMA foreign_keys = ON',
].join(';');

/** Runs each migration by name from the code itself, so that no folder is read at run time. */
const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: () => Promise.resolve(Object.keys(migrations).sort()),
  getMigrationName: (name) => name,
  getMigration: (name) => Promise.resolve(migrations[name] as Knex.Migration),
};

/** Knex prints what it also throws; whoever catches it logs it once, as JSON. */
const QUIET = { warn: silent, error: silent, debug: silent, deprecate: silent };

function silent(): void {}

/**
 * Opens the database that `url` names: `sqlite:/absolute/file`, `sqlite::memory:` or `postgres://…`, there with
 * `password` where the address has none. Waits at most 3 s for a connection and 10 s for a statement.
 */
export function openDatabase(url: string, password?: string): Database {
  if (url.startsWith('sqlite:')) {
    return knex({
      client: 'sqlite3',
      log: QUIET,
      connection: { filename: url.slice('sqlite:'.length) },
      useNullAsDefault: true,
      acquireConnectionTimeout: 10_000,
      migrations: { migrationSource },
      pool: {
        // One connection: SQLite has one writer, and a second only waits for it.
        min: 1,
        max: 1,
        afterCreate: (
          connection: SqliteConnection,
          done: (error: Error | null, c: SqliteConnection) => void,
        ) => connection.exec(SQLITE_PRAGMAS, (error) => done(error, connection)),
      },
    });
  }
  return knex({
    client: 'pg',
    log: QUIET,
    connection: postgresConnection(url, password),
    acquireConnectionTimeout: 3_000,
    migrations: { migrationSource },
    pool: { min: 0, max: 10 },
  });
}

/** How PostgreSQL is reached, for knex and for who needs connections of his own. */
export function postgresConnection(url: string, password?: string) {
  const address = new URL(url);
  return {
    host: address.hostname,
    port: Number(address.port || 5432),
    database: decodeURIComponent(address.pathname.slice(1)),
    user: decodeURIComponent(address.username),
    password: address.password === '' ? password : decodeURIComponent(address.password),
    connectionTimeoutMillis: 3_000,
    statement_timeout: 10_000,
    query_timeout: 10_000,
  };
}

/** Where Alice's data lies: beside the file of SQLite, else where that would be. */
export function dataFolder(url: string): string {
  return url.startsWith('sqlite:') ? dirname(url.slice('sqlite:'.length)) : '/data';
}

/** Brings the schema up to date; returns the names of the migrations that ran. Only the migrate job calls it. */
export async function migrateDatabase(database: Database): Promise<string[]> {
  const [, names] = (await database.migrate.latest()) as [number, string[]];
  return names;
}

/** How many migrations the schema lacks. */
export async function pendingMigrations(database: Database): Promise<number> {
  const [, pending] = (await database.migrate.list()) as [unknown[], unknown[]];
  return pending.length;
}
