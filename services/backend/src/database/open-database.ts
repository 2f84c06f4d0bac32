import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import knex, { type Knex } from 'knex';
import { Client, DatabaseError } from 'pg';
import { migrations } from './migrations';
import { PostgresGate } from './postgres-gate';
import type { PostgresPassword } from './postgres-password';
import { servingPostgres, servingSqlite } from './serving-clients';

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

/** What the schema of these sources is called: its last migration. */
export const schemaVersion = Object.keys(migrations).sort().at(-1) ?? '';

/** In milliseconds, on PostgreSQL. A migration that waits for a lock holds up all who come after it: it lets go and tries again. */
const MIGRATION_LIMITS = { lock: 2_000, statement: 120_000 };

/** How long a statement may take on PostgreSQL, by what it is for; in milliseconds. Only who is served waits for each. */
const STATEMENT_MS = { serve: 2_500, work: 120_000, migrate: MIGRATION_LIMITS.statement };
/** A server that lives has ended its statement by then, in milliseconds: who has heard nothing has a silent one. */
const SILENT_AFTER_MS = 300;
const CONNECTION_MS = 2_500;
/** How long the look at a silent database may take, in milliseconds. */
const LOOK_MS = 1_000;

/** Knex prints what it also throws; whoever catches it logs it once, as JSON. */
const QUIET = { warn: silent, error: silent, debug: silent, deprecate: silent };

function silent(): void {}

/**
 * Opens the database that `url` names: `sqlite:/absolute/file`, `sqlite::memory:` or `postgres://…`, there with
 * `password` where the address has none. Waits on PostgreSQL at most 2.5 s for a connection, and 2.5 s for a statement
 * that serves people, two minutes for one that works for the operator or migrates; to migrate, also 2 s for a lock. Who
 * is served is refused at once while PostgreSQL is silent, and told what people can be told of an error.
 */
export function openDatabase(
  url: string,
  password?: PostgresPassword,
  use: keyof typeof STATEMENT_MS = 'work',
): Database {
  const statementMs = STATEMENT_MS[use];
  if (url.startsWith('sqlite:')) {
    return knex({
      client: use === 'serve' ? servingSqlite() : 'sqlite3',
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
  const connection = postgresConnection(url, password);
  return knex({
    client: use === 'serve' ? servingPostgres(new PostgresGate(() => lookAt(connection))) : 'pg',
    log: QUIET,
    connection: {
      ...connection,
      statement_timeout: statementMs,
      query_timeout: statementMs + SILENT_AFTER_MS,
      ...(use === 'migrate' ? { lock_timeout: MIGRATION_LIMITS.lock } : {}),
    },
    acquireConnectionTimeout: CONNECTION_MS + SILENT_AFTER_MS,
    migrations: { migrationSource },
    pool: { min: 0, max: 10 },
  });
}

/** Whether PostgreSQL answers, on a connection of its own; that it is full, or starting, is an answer. */
async function lookAt(connection: ReturnType<typeof postgresConnection>): Promise<void> {
  const client = new Client({ ...connection, connectionTimeoutMillis: LOOK_MS, query_timeout: LOOK_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
  } finally {
    void client.end().catch(() => undefined);
  }
}

/** The connections that are in use, the calls that wait for one, and the most that there may be. */
export function connectionsOf(database: Database): { used: number; waiting: number; most: number } {
  const { pool } = database.client as Knex.Client & {
    pool: { numUsed(): number; numPendingAcquires(): number; max: number };
  };
  return { used: pool.numUsed(), waiting: pool.numPendingAcquires(), most: pool.max };
}

/** How PostgreSQL is reached, for knex and for who needs connections of his own. */
export function postgresConnection(url: string, password?: PostgresPassword) {
  const address = new URL(url);
  return {
    host: address.hostname,
    port: Number(address.port || 5432),
    database: decodeURIComponent(address.pathname.slice(1)),
    user: decodeURIComponent(address.username),
    password: address.password === '' ? password : decodeURIComponent(address.password),
    connectionTimeoutMillis: CONNECTION_MS,
    statement_timeout: 10_000,
    query_timeout: 10_000,
  };
}

/** Where Alice's data lies: beside the file of SQLite, else where that would be. */
export function dataFolder(url: string): string {
  return url.startsWith('sqlite:') ? dirname(url.slice('sqlite:'.length)) : '/data';
}

/** One migrator at a time: who has this advisory lock of PostgreSQL. It goes with its connection, unlike a row that says so. */
const MIGRATOR_LOCK = 0x616c6963;
/** How long another migrator is waited for, in milliseconds. */
const MIGRATOR_MS = 300_000;
/** PostgreSQL's lock_not_available, and how often a migration is tried that others' locks are in the way of. */
const LOCKED = '55P03';
const MOST_TRIES = 8;

/**
 * Brings the schema up to date; returns the names of the migrations that ran. Only the migrate job calls it. On PostgreSQL
 * a second one waits for the first, and a migration whose lock somebody else has is tried again, eight times at most.
 */
export async function migrateDatabase(database: Database): Promise<string[]> {
  const latest = async () => {
    const [, names] = (await database.migrate.latest()) as [number, string[]];
    return names;
  };
  if ((database.client as Knex.Client).config.client !== 'pg') return latest();
  return database.transaction(async (guard) => {
    await becomeMigrator(guard);
    for (let tries = 1; ; tries++) {
      try {
        // Nobody else migrates: a lock of knex's own that is still there was left by one that was killed.
        await database.migrate.forceFreeMigrationsLock();
        return await latest();
      } catch (error) {
        if ((error as { code?: string }).code !== LOCKED || tries === MOST_TRIES) throw error;
        await wait(250 * tries + Math.random() * 500);
      }
    }
  });
}

async function becomeMigrator(guard: Knex.Transaction): Promise<void> {
  const deadline = performance.now() + MIGRATOR_MS;
  for (;;) {
    const { rows } = await guard.raw<{ rows: { mine: boolean }[] }>(
      'SELECT pg_try_advisory_xact_lock(?) AS mine',
      [MIGRATOR_LOCK],
    );
    if (rows[0]?.mine) return;
    if (performance.now() > deadline) throw new Error('another migrator does not end');
    await wait(200);
  }
}

/** How many migrations the schema lacks. */
export async function pendingMigrations(database: Database): Promise<number> {
  const [, pending] = (await database.migrate.list()) as [unknown[], unknown[]];
  return pending.length;
}
