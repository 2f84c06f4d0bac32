import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { migrateDatabase, type Database } from '../database/open-database';
import type { BackedUpDatabase } from './backed-up-database.port';
import { goBackMusic, replaceMusic } from './backed-up-files';
import { BackupError } from './backup-error';
import type { BackupFolders, BackupService } from './backup-service';
import { copyContent, inSnapshot } from './copy-content';
import { differences, readContent } from './database-content';

export interface RestoreDependencies {
  backups: BackupService;
  database: BackedUpDatabase;
  databaseOf: (kind: BackedUpDatabase['kind']) => BackedUpDatabase | undefined;
  open: (url: string) => Database;
  folders: BackupFolders;
}

/**
 * The steps of a restore, each a call of its own, since the stack is stopped and started between them. What is there is
 * touched by `swap` alone, and `goBack` undoes that at any time until `settle`.
 */
export class RestoreService {
  constructor(private readonly deps: RestoreDependencies) {}

  /** Restores a backup into a database beside the live one, compares it and brings its schema up to date. */
  async load(name: string): Promise<void> {
    const { backups, database, databaseOf } = this.deps;
    // Of a restore before this one, that was over.
    await rm(this.keptMusic(), { recursive: true, force: true });
    const taken = await backups.takeOut((await backups.find(name)).id);
    if (taken.manifest.database === database.kind) {
      await backups.load(database, 'restore', taken);
      return;
    }
    const source = databaseOf(taken.manifest.database);
    if (!source) {
      throw new BackupError(
        'database_unavailable',
        `${name} is of PostgreSQL, and this environment is on SQLite: set DATABASE_URL to PostgreSQL first`,
      );
    }
    try {
      await this.fill(database, await backups.load(source, 'verify', taken));
    } finally {
      await source.drop('verify');
    }
  }

  /** Copies the content of the database at `source` into a new one beside the live `target`, and compares both. */
  async fill(target: BackedUpDatabase, source: string): Promise<void> {
    const from = this.deps.open(source);
    const to = this.deps.open(await target.make('restore'));
    try {
      await migrateDatabase(to);
      await copyContent(from, to);
      const [expected, found] = await Promise.all([
        inSnapshot(from, readContent),
        inSnapshot(to, readContent),
      ]);
      const differing = differences(expected, found);
      if (differing.length > 0) {
        throw new BackupError('verification_failed', `the copy differs: ${differing.join('; ')}`);
      }
    } finally {
      await from.destroy();
      await to.destroy();
    }
  }

  /** Puts what `load` made in the live one's place, and what people like with it; certificates only where there are none. */
  async swap(): Promise<void> {
    const { database, folders } = this.deps;
    const restored = join(folders.work, 'restored');
    const music = join(restored, folders.work, 'snapshot', 'music');
    await database.swap();
    if (existsSync(music)) await replaceMusic(music, folders.music, this.keptMusic());
    const certificates = join(restored, folders.certificates);
    if (existsSync(join(certificates, 'live')) && !existsSync(join(folders.certificates, 'live'))) {
      await cp(certificates, folders.certificates, { recursive: true, verbatimSymlinks: true });
    }
  }

  /** Puts everything back as it was before `swap`; says whether anything was swapped. */
  async goBack(): Promise<boolean> {
    const { database, folders } = this.deps;
    const was = await database.goBack();
    await goBackMusic(folders.music, this.keptMusic());
    await this.clear();
    return was;
  }

  /** Gives up what `goBack` would put back. */
  async settle(): Promise<void> {
    await this.deps.database.settle();
    await rm(this.keptMusic(), { recursive: true, force: true });
    await this.clear();
  }

  private async clear(): Promise<void> {
    await rm(join(this.deps.folders.work, 'restored'), { recursive: true, force: true });
  }

  private keptMusic(): string {
    return join(this.deps.folders.work, 'music-before-restore');
  }
}
