import { join } from 'node:path';
import { openDatabase, type Database } from '../database/open-database';
import type { BackedUpDatabase, Beside } from './backed-up-database.port';
import { BackupError } from './backup-error';
import { inSnapshot } from './copy-content';
import { ask, contentTables, readDumped, type Dumped } from './database-content';
import { runTool, ToolError } from './run-tool';

const DUMP = 'database.dump';
/** The longest that a dump or a load may take: an hour. */
const LONGEST_MS = 3_600_000;

/** A database of a PostgreSQL server; what is restored becomes another of the same server. */
export class PostgresDatabase implements BackedUpDatabase {
  readonly kind = 'postgres';
  private readonly name: string;
  private readonly kept: string;

  constructor(
    private readonly url: string,
    private readonly password: string | undefined,
  ) {
    this.name = decodeURIComponent(new URL(url).pathname.slice(1));
    this.kept = `${this.name}_before_restore`;
  }

  async isEmpty(): Promise<boolean> {
    const database = openDatabase(this.url, this.password);
    try {
      return (await contentTables(database)).length === 0;
    } catch (error) {
      throw this.named(error);
    } finally {
      await database.destroy();
    }
  }

  async dump(folder: string): Promise<Dumped> {
    const database = openDatabase(this.url, this.password);
    try {
      return await inSnapshot(database, async (reading) => {
        const [snapshot] = await ask(reading, 'SELECT pg_export_snapshot() AS id');
        const file = join(folder, DUMP);
        // Not compressed: restic compresses, and finds what is the same as the day before.
        const flags = [`--snapshot=${String(snapshot?.id)}`, '--compress=0', '--lock-wait-timeout=30s'];
        const [content] = await Promise.all([
          readDumped(reading),
          this.run('pg_dump', this.name, ['--format=custom', ...flags, '--file', file]),
        ]);
        return content;
      });
    } catch (error) {
      throw error instanceof BackupError ? error : this.named(error);
    } finally {
      await database.destroy();
    }
  }

  async make(beside: Beside): Promise<string> {
    await this.drop(beside);
    await this.onServer((server) =>
      server.raw('CREATE DATABASE ?? TEMPLATE template0', [this.nameOf(beside)]),
    );
    const url = new URL(this.url);
    url.pathname = `/${encodeURIComponent(this.nameOf(beside))}`;
    return url.href;
  }

  async load(beside: Beside, folder: string): Promise<string> {
    const url = await this.make(beside);
    const flags = ['--no-owner', '--no-privileges', '--exit-on-error', '--single-transaction'];
    await this.run('pg_restore', this.nameOf(beside), [...flags, join(folder, DUMP)]);
    return url;
  }

  async drop(beside: Beside): Promise<void> {
    await this.onServer((server) => dropDatabase(server, this.nameOf(beside)));
  }

  /** Both names change in one transaction, so that there is always a database of the live name. */
  async swap(): Promise<void> {
    await this.onServer(async (server) => {
      await dropDatabase(server, this.kept);
      await this.renameAll(server, [
        [this.name, this.kept],
        [this.nameOf('restore'), this.name],
      ]);
    });
  }

  async goBack(): Promise<boolean> {
    return this.onServer(async (server) => {
      const kept = await exists(server, this.kept);
      if (kept) {
        await dropDatabase(server, this.name);
        await this.renameAll(server, [[this.kept, this.name]]);
      }
      await dropDatabase(server, this.nameOf('restore'));
      return kept;
    });
  }

  async settle(): Promise<void> {
    await this.onServer(async (server) => {
      await dropDatabase(server, this.nameOf('restore'));
      if (await exists(server, this.name)) await dropDatabase(server, this.kept);
    });
  }

  private nameOf(beside: Beside): string {
    return `${this.name}_${beside}`;
  }

  private async renameAll(server: Database, names: [from: string, to: string][]): Promise<void> {
    const involved = names.map(([from]) => from);
    await server.raw(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY(?) AND pid <> pg_backend_pid()',
      [involved],
    );
    await server.transaction(async (transaction) => {
      for (const [from, to] of names) await transaction.raw('ALTER DATABASE ?? RENAME TO ??', [from, to]);
    });
  }

  /** On the server's own database, since none can be renamed or dropped that one is in. */
  private async onServer<T>(work: (server: Database) => Promise<T>): Promise<T> {
    const url = new URL(this.url);
    url.pathname = '/postgres';
    const server = openDatabase(url.href, this.password);
    try {
      return await work(server);
    } catch (error) {
      throw this.named(error);
    } finally {
      await server.destroy();
    }
  }

  private run(tool: string, database: string, args: string[]): Promise<string> {
    const { hostname, port, username, password } = new URL(this.url);
    const env = {
      PGHOST: hostname,
      PGPORT: port || '5432',
      PGUSER: decodeURIComponent(username),
      PGPASSWORD: password === '' ? this.password : decodeURIComponent(password),
      PGCONNECT_TIMEOUT: '5',
    };
    return runTool(tool, ['--dbname', database, ...args], { env, timeoutMs: LONGEST_MS });
  }

  private named(cause: unknown): BackupError {
    const code = cause instanceof ToolError ? 'dump_failed' : 'database_unavailable';
    return new BackupError(code, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

async function exists(server: Database, name: string): Promise<boolean> {
  const found = await ask(server, 'SELECT 1 FROM pg_database WHERE datname = ?', [name]);
  return found.length > 0;
}

async function dropDatabase(server: Database, name: string): Promise<void> {
  await server.raw('DROP DATABASE IF EXISTS ?? WITH (FORCE)', [name]);
}
