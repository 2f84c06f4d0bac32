import type { Knex } from 'knex';
import type { DatabaseFacts, DatabaseFactsReader } from './database-facts.port';

const SQLITE = [
  `'SQLite ' || sqlite_version() AS version`,
  `(SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS bytes`,
];
const POSTGRES = [
  `'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) AS version`,
  `pg_database_size(current_database()) AS bytes`,
];

/** What a database tells of itself, on SQLite and PostgreSQL. */
export class KnexDatabaseFacts implements DatabaseFactsReader {
  constructor(private readonly database: Knex) {}

  async read(): Promise<DatabaseFacts> {
    const { config } = this.database.client as Knex.Client;
    const columns = config.client === 'pg' ? POSTGRES : SQLITE;
    const [row] = await this.database.select<{ version: string; bytes: string | number }[]>(
      columns.map((column) => this.database.raw(column)),
    );
    if (!row) throw new Error('a database that tells nothing of itself');
    return { version: row.version, sizeBytes: Number(row.bytes) };
  }
}
