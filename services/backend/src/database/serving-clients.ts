import { setTimeout as wait } from 'node:timers/promises';
import type { Knex } from 'knex';
import PostgresClient from 'knex/lib/dialects/postgres';
import SqliteClient from 'knex/lib/dialects/sqlite3';
import { nameDatabaseError } from './name-database-error';
import type { PostgresGate } from './postgres-gate';

// Knex's clients as people are served by them: whatever asks, an error says what people can be told of it.

const named = (error: unknown): never => {
  throw nameDatabaseError(error);
};

/** SQLite. */
export function servingSqlite(): typeof Knex.Client {
  return class extends SqliteClient {
    constructor(config: Knex.Config) {
      super({ ...config, client: 'sqlite3' });
    }

    override acquireConnection(): Promise<object> {
      return super.acquireConnection().catch(named);
    }

    override _query(connection: object, query: object): Promise<object> {
      return super._query(connection, query).catch(named);
    }
  };
}

/** PostgreSQL's invalid_password: for a moment of `make rotate-secrets` the file and the database differ. */
const WRONG_PASSWORD = '28P01';
/** How often, and how long in between in milliseconds, a connection is tried that was refused so. */
const TRIES = 25;
const BETWEEN_TRIES_MS = 100;

async function withItsPassword<T>(connect: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await connect();
    } catch (error) {
      if ((error as { code?: string }).code !== WRONG_PASSWORD || tries === TRIES) throw error;
      await wait(BETWEEN_TRIES_MS);
    }
  }
}

/** PostgreSQL, through a gate: who comes while the database is silent is told at once. */
export function servingPostgres(gate: PostgresGate): typeof Knex.Client {
  /** Connections on which a statement was waited for in vain: what else is said on them would wait behind it. */
  const silent = new WeakMap<object, Error>();

  return class extends PostgresClient {
    constructor(config: Knex.Config) {
      // Who asks for the kind of a database asks for its name.
      super({ ...config, client: 'pg' });
    }

    override async acquireConnection(): Promise<object> {
      gate.pass();
      const connection = await withItsPassword(() => super.acquireConnection()).catch((error: unknown) => {
        gate.told(error);
        return named(error);
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
      const waited = silent.get(connection);
      if (waited) return named(waited);
      return super._query(connection, query).catch((error: unknown) => {
        if (gate.told(error) && error instanceof Error) {
          silent.set(connection, error);
          // Knex's own mark of a connection that its pool closes instead of lending it again.
          Object.assign(connection, { __knex__disposed: error });
        }
        return named(error);
      });
    }

    override destroy(callback?: unknown): unknown {
      gate.end();
      return super.destroy(callback);
    }
  };
}
