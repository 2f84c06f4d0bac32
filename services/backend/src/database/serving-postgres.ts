import type { Knex } from 'knex';
import PostgresClient from 'knex/lib/dialects/postgres';
import type { PostgresGate } from './postgres-gate';

/** Knex's client for PostgreSQL, through a gate: who comes while the database is silent is told at once. */
export function servingPostgres(gate: PostgresGate): typeof Knex.Client {
  /** Connections that a statement waits on in vain: what else is said on them would wait behind it. */
  const silent = new WeakMap<object, Error>();

  return class extends PostgresClient {
    constructor(config: Knex.Config) {
      // Who asks for the kind of a database asks for its name.
      super({ ...config, client: 'pg' });
    }

    override async acquireConnection(): Promise<object> {
      gate.pass();
      const connection = await super.acquireConnection().catch((error: unknown) => {
        gate.told(error);
        throw error;
      });
      try {
        gate.pass();
      } catch (error) {
        await this.releaseConnection(connection);
        throw error;
      }
      return connection;
    }

    override async _query(connection: object, query: object): Promise<object> {
      const waiting = silent.get(connection);
      if (waiting) throw waiting;
      return super._query(connection, query).catch((error: unknown) => {
        if (gate.told(error) && error instanceof Error) {
          silent.set(connection, error);
          // Knex's own mark of a connection that its pool closes instead of lending it again.
          Object.assign(connection, { __knex__disposed: error });
        }
        throw error;
      });
    }

    override destroy(callback?: unknown): unknown {
      gate.end();
      return super.destroy(callback);
    }
  } as unknown as typeof Knex.Client;
}
