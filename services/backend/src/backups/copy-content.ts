import type { Database } from '../database/open-database';
import {
  ask,
  columnsOf,
  contentTables,
  isPostgres,
  pagesOf,
  type Column,
  type Row,
} from './database-content';

/** Bound values of one statement: SQLite takes 32,766, PostgreSQL 65,535. */
const MOST_VALUES = 30_000;

/**
 * Copies every row of `source` into `target`, whose schema is the same and whose tables are empty, in one transaction.
 * Triggers that keep what is made from other rows run on SQLite, where the search is made of them, and not on PostgreSQL.
 */
export async function copyContent(source: Database, target: Database): Promise<void> {
  const tables = await inOrder(source, await contentTables(source));
  const both = await contentTables(target);
  const missing = tables.filter((table) => !both.includes(table));
  if (missing.length > 0) throw new Error(`the new database lacks ${missing.join(', ')}`);
  const postgres = isPostgres(target);
  // Has no effect inside a transaction, so it comes before.
  if (!postgres) await target.raw('PRAGMA foreign_keys = OFF');
  try {
    await inSnapshot(source, (reading) =>
      target.transaction(async (writing) => {
        if (postgres) await writing.raw('SET LOCAL session_replication_role = replica');
        for (const table of tables) await copyTable(reading, writing, table);
        if (postgres) await moveSequences(writing, tables);
        else await refuseBrokenReferences(writing);
      }),
    );
  } finally {
    if (!postgres) await target.raw('PRAGMA foreign_keys = ON');
  }
}

/** Runs `read` on one view of the database, whoever writes meanwhile. */
export function inSnapshot<T>(database: Database, read: (reading: Database) => Promise<T>): Promise<T> {
  return isPostgres(database)
    ? database.transaction(read, { isolationLevel: 'repeatable read', readOnly: true })
    : read(database);
}

async function copyTable(reading: Database, writing: Database, table: string): Promise<void> {
  const columns = await columnsOf(reading, table);
  const most = Math.floor(MOST_VALUES / columns.length);
  for await (const rows of pagesOf(reading, table, columns)) {
    for (let from = 0; from < rows.length; from += most) {
      const part = rows.slice(from, from + most);
      await writing(table).insert(part.map((row) => plain(row, columns)));
    }
  }
}

/** PostgreSQL's driver gives a large integer as text, which SQLite would keep as text. */
function plain(row: Row, columns: readonly Column[]): Row {
  return Object.fromEntries(
    columns.map(({ name, kind }) => {
      const value = row[name];
      return [name, kind === 'integer' && typeof value === 'string' ? Number(value) : value];
    }),
  );
}

/**
 * What refers comes before what it refers to: a trigger of SQLite that changes the other row, such as the one that moves a
 * conversation to the front, finds none yet, and every row ends as it was.
 */
async function inOrder(source: Database, tables: string[]): Promise<string[]> {
  const references = await ask(
    source,
    isPostgres(source)
      ? `SELECT conrelid::regclass::text AS source, confrelid::regclass::text AS target FROM pg_constraint WHERE contype = 'f'`
      : `SELECT m.name AS source, f."table" AS target FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`,
  );
  const left = new Set(tables);
  const order: string[] = [];
  while (left.size > 0) {
    const free = [...left].filter(
      (table) =>
        !references.some(
          ({ source, target }) => target === table && source !== table && left.has(String(source)),
        ),
    );
    // Tables that refer to each other in a ring have no order, and need none.
    const next = free.length > 0 ? free : [...left];
    order.push(...next);
    next.forEach((table) => left.delete(table));
  }
  return order;
}

/** The next number that a table gives out is after those that it got. */
async function moveSequences(writing: Database, tables: string[]): Promise<void> {
  const owned = await ask(
    writing,
    `SELECT table_name AS table, column_name AS column, pg_get_serial_sequence(quote_ident(table_name), column_name) AS sequence
     FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  for (const { table, column, sequence } of owned) {
    if (sequence === null || !tables.includes(String(table))) continue;
    await writing.raw('SELECT setval(?, (SELECT coalesce(max(??), 0) + 1 FROM ??), false)', [
      sequence as string,
      column as string,
      table as string,
    ]);
  }
}

async function refuseBrokenReferences(writing: Database): Promise<void> {
  const [broken] = await ask(writing, 'PRAGMA foreign_key_check');
  if (broken) throw new Error(`a row of ${String(broken.table)} refers to one that is not there`);
}
