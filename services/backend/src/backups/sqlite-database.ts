import { existsSync } from 'node:fs';
import { chown, copyFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openDatabase } from '../database/open-database';
import type { BackedUpDatabase, Beside } from './backed-up-database.port';
import { BackupError } from './backup-error';
import { ask, readDumped, type Dumped } from './database-content';

/** What SQLite keeps beside a database. */
const PARTS = ['', '-wal', '-shm'];
const DUMP = 'database.sqlite';

/** A SQLite database in a file. What is restored to be compared lies in `work`, what is to replace it beside it. */
export class SqliteDatabase implements BackedUpDatabase {
  readonly kind = 'sqlite';
  private readonly kept: string;

  constructor(
    private readonly file: string,
    private readonly work: string,
  ) {
    this.kept = `${file}.before-restore`;
  }

  isEmpty(): Promise<boolean> {
    return Promise.resolve(!existsSync(this.file));
  }

  async dump(folder: string): Promise<Dumped> {
    if (!existsSync(this.file)) {
      throw new BackupError('database_unavailable', `there is no database at ${this.file}`);
    }
    const copy = join(folder, DUMP);
    const database = openDatabase(`sqlite:${this.file}`);
    try {
      await database.raw('VACUUM INTO ?', [copy]);
    } finally {
      await database.destroy();
      await this.giveBack();
    }
    const copied = openDatabase(`sqlite:${copy}`);
    try {
      const [check] = await ask(copied, 'PRAGMA integrity_check(1)');
      if (check?.integrity_check !== 'ok') {
        throw new BackupError('dump_failed', `SQLite's own check says: ${String(check?.integrity_check)}`);
      }
      return await readDumped(copied);
    } finally {
      await copied.raw('PRAGMA journal_mode = DELETE');
      await copied.destroy();
    }
  }

  async make(beside: Beside): Promise<string> {
    await this.drop(beside);
    return `sqlite:${this.fileOf(beside)}`;
  }

  async load(beside: Beside, folder: string): Promise<string> {
    const url = await this.make(beside);
    await copyFile(join(folder, DUMP), this.fileOf(beside));
    return url;
  }

  async drop(beside: Beside): Promise<void> {
    await remove(this.fileOf(beside));
  }

  async swap(): Promise<void> {
    if (!existsSync(this.fileOf('restore'))) throw new Error('nothing was restored');
    await remove(this.kept);
    await move(this.file, this.kept);
    await move(this.fileOf('restore'), this.file);
    await this.giveBack();
  }

  async goBack(): Promise<boolean> {
    await this.drop('restore');
    if (!existsSync(this.kept)) return false;
    await remove(this.file);
    await move(this.kept, this.file);
    return true;
  }

  async settle(): Promise<void> {
    await this.drop('restore');
    if (existsSync(this.file)) await remove(this.kept);
  }

  private fileOf(beside: Beside): string {
    return beside === 'verify' ? join(this.work, 'verify.sqlite') : `${this.file}.restored`;
  }

  /** What this process has made belongs to whom the folder does, or the backend could not write to it. */
  private async giveBack(): Promise<void> {
    const { uid, gid } = await stat(dirname(this.file));
    for (const part of PARTS) {
      await chown(this.file + part, uid, gid).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
    }
  }
}

async function remove(file: string): Promise<void> {
  for (const part of PARTS) await rm(file + part, { force: true });
}

/** The log first: a database without it is an older one, and a log without its database is nothing. */
async function move(from: string, to: string): Promise<void> {
  for (const part of [...PARTS].reverse()) {
    if (existsSync(from + part)) await rename(from + part, to + part);
  }
}
