import { createHash } from 'node:crypto';
import type { Database } from '../database/open-database';

/** What a database holds, in a form that is the same on SQLite and PostgreSQL. */
export interface Content {
  /** Rows of each table. */
  counts: Record<string, number>;
  /** SHA-256 of all tables, columns and rows. */
  hash: string;
}

/** The content of a dump, and the last migration that had run. */
export type Dumped = Content & { schema: string };

export type Row = Record<string, unknown>;
export type Kind = 'integer' | 'text' | 'number' | 'boolean' | 'bytes';

export interface Column {
  name: string;
  kind: Kind;
  /** Its place in the primary key from 1 on; 0 where it is not in it. */
  key: number;
}

/**
 * Tables that are made from others, that are the migrations' own, or that tell of the backends that run: a backup holds
 * them, but they are no content. Those of the search are SQLite's alone.
 */
const NO_CONTENT =
  /^(?:knex_migrations(?:_lock)?|sqlite_.*|search_documents|search_index(?:_.*)?|backend_instances|turn_queue|socket_io_attachments)$/;

/** Rows that are held in memory at a time. */
const PAGE = 500;

export const isPostgres = (database: Database) =>
  (database.client as { config: { client: string } }).config.client === 'pg';

/** Rows of a raw query, on both databases. */
export async function ask(database: Database, sql: string, values: string[] = []): Promise<Row[]> {
  const answer = (await database.raw(sql, values)) as Row[] | { rows: Row[] };
  return Array.isArray(answer) ? answer : answer.rows;
}

/** The tables that a person's data is in, by name. */
export async function contentTables(database: Database): Promise<string[]> {
  const rows = await ask(
    database,
    isPostgres(database)
      ? `SELECT table_name AS name FROM information_schema.tables
         WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
      : `SELECT name FROM sqlite_master WHERE type = 'table'`,
  );
  return rows
    .map(({ name }) => String(name))
    .filter((name) => !NO_CONTENT.test(name))
    .sort();
}

/** A table's columns, by name. */
export async function columnsOf(database: Database, table: string): Promise<Column[]> {
  const rows = await ask(
    database,
    isPostgres(database)
      ? `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type,
           coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) AS key
         FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
         WHERE a.attrelid = quote_ident(?)::regclass AND a.attnum > 0 AND NOT a.attisdropped`
      : 'SELECT name, type, pk AS key FROM pragma_table_info(?)',
    [table],
  );
  return rows
    .map(({ name, type, key }) => ({ name: String(name), kind: kindOf(String(type)), key: Number(key) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function kindOf(type: string): Kind {
  if (/int/i.test(type)) return 'integer';
  if (/char|text|clob/i.test(type)) return 'text';
  if (/bool/i.test(type)) return 'boolean';
  if (/real|double|float|numeric/i.test(type)) return 'number';
  if (/bytea|blob/i.test(type)) return 'bytes';
  throw new Error(`a column of a type that backups do not know: ${type}`);
}

/**
 * All rows of a table, in pages and in no promised order. On PostgreSQL `database` must be a transaction, since a cursor
 * lives no longer.
 */
export async function* pagesOf(
  database: Database,
  table: string,
  columns: readonly Column[],
): AsyncGenerator<Row[]> {
  if (isPostgres(database)) {
    await database.raw('DECLARE pages NO SCROLL CURSOR FOR SELECT * FROM ??', [table]);
    for (;;) {
      const rows = await ask(database, `FETCH ${PAGE} FROM pages`);
      if (rows.length === 0) break;
      yield rows;
    }
    await database.raw('CLOSE pages');
    return;
  }
  const key = columns.filter((column) => column.key > 0).sort((a, b) => a.key - b.key);
  if (key.length === 0) throw new Error(`${table} has no primary key`);
  const names = key.map(({ name }) => name);
  const list = names.map((name) => `"${name}"`).join(', ');
  const marks = names.map(() => '?').join(', ');
  let last: Row | undefined;
  for (;;) {
    const after = last;
    const query = database(table).select<Row[]>().orderBy(names).limit(PAGE);
    if (after) void query.whereRaw(`(${list}) > (${marks})`, names.map((name) => after[name]) as string[]);
    const rows = await query;
    last = rows.at(-1);
    if (!last) return;
    yield rows;
  }
}

/** A value as text, which is the same whichever database it comes from. */
function canonical(value: unknown, kind: Kind): string {
  if (value === null || value === undefined) return 'null';
  switch (kind) {
    case 'integer':
      return BigInt(value as string | number).toString();
    case 'boolean':
      return String(Boolean(value));
    case 'number':
      return String(Number(value));
    case 'bytes':
      return `"${(value as Buffer).toString('base64')}"`;
    case 'text':
      return JSON.stringify(value);
  }
}

const MODULUS = 1n << 256n;

/**
 * Reads all that a database holds. The digests of a table's rows are summed, so that the order in which a database gives
 * them counts for nothing: no two databases sort text alike. `only` names the tables where a manifest says which.
 */
export async function readContent(database: Database, only?: readonly string[]): Promise<Content> {
  const counts: Record<string, number> = {};
  const whole = createHash('sha256');
  for (const table of only ?? (await contentTables(database))) {
    const columns = await columnsOf(database, table);
    let count = 0;
    let sum = 0n;
    for await (const rows of pagesOf(database, table, columns)) {
      for (const row of rows) {
        const line = columns.map(({ name, kind }) => canonical(row[name], kind)).join(',');
        sum = (sum + BigInt(`0x${createHash('sha256').update(line).digest('hex')}`)) % MODULUS;
        count++;
      }
    }
    counts[table] = count;
    whole.update(`${JSON.stringify([table, columns.map(({ name }) => name), count, sum.toString(16)])}\n`);
  }
  return { counts, hash: whole.digest('hex') };
}

/** Where two contents differ, for a person; empty where they are equal. */
export function differences(expected: Content, found: Content): string[] {
  const counts = Object.entries(expected.counts)
    .filter(([table, count]) => found.counts[table] !== count)
    .map(([table, count]) => `${table} has ${found.counts[table] ?? 'no'} rows, not ${count}`);
  return counts.length > 0 || expected.hash === found.hash ? counts : ['the rows are not the same'];
}

/** What `dump` tells: the content and the schema, read on one view. */
export async function readDumped(database: Database): Promise<Dumped> {
  const [row] = await ask(database, 'SELECT max(name) AS name FROM knex_migrations');
  return { ...(await readContent(database)), schema: typeof row?.name === 'string' ? row.name : '' };
}
