/** Knex's own clients, for who extends them; knex has no types for them. */
declare module 'knex/lib/dialects/postgres' {
  import { knex } from 'knex';

  export = class extends knex.Client {
    acquireConnection(): Promise<object>;
    releaseConnection(connection: object): Promise<void>;
    _query(connection: object, query: object): Promise<object>;
  };
}

declare module 'knex/lib/dialects/sqlite3' {
  import Client from 'knex/lib/dialects/postgres';
  export = Client;
}
