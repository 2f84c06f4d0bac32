/** Knex's own client for PostgreSQL, for who extends it; knex has no types for it. */
declare module 'knex/lib/dialects/postgres' {
  import { knex } from 'knex';

  export = class extends knex.Client {
    acquireConnection(): Promise<object>;
    releaseConnection(connection: object): Promise<void>;
    _query(connection: object, query: object): Promise<object>;
  };
}
