import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupFailure, BackupWork } from '@alice/contracts';
import { migrateDatabase, pendingMigrations, type Database } from '../database/open-database';
import { failuresAfter } from './backup-failures';
import type { BackedUpDatabase } from './backed-up-database.port';
import { copyMusic } from './backed-up-files';
import { BackupError } from './backup-error';
import { backupManifestSchema, type BackupManifest } from './backup-manifest';
import type { BackupStateFile } from './backup-state-file';
import { chooseForgotten, type ListedBackup } from './choose-forgotten';
import { inSnapshot } from './copy-content';
import { differences, readContent } from './database-content';
import { isToCome } from './is-to-come';
import type { Restic } from './restic';

/** Where everything lies in the service's container. */
export interface BackupFolders {
  /** For copies while they are made and compared; on disk, since a database may be larger than the memory. */
  work: string;
  music: string;
  secrets: string;
  certificates: string;
  /** Certificates of the owner's own. */
  ssl: string;
}

export interface BackupDependencies {
  database: BackedUpDatabase;
  /** A database of the other kind, to restore what was made before a move; it can only be loaded to be compared. */
  databaseOf: (kind: BackedUpDatabase['kind']) => BackedUpDatabase | undefined;
  open: (url: string) => Database;
  repository: Restic;
  remote?: Restic | undefined;
  state: BackupStateFile;
  folders: BackupFolders;
  keepDays: number;
  version: string;
  /** Name and digest of each; null where the server is away. */
  models: () => Promise<BackupManifest['models']>;
  log: (message: string, facts?: Record<string, unknown>) => void;
  now?: () => Date;
}

export interface Backup extends ListedBackup {
  id: string;
  sizeBytes: number;
  /** Made before a restore, of what was there. */
  restorePoint: boolean;
}

const VERIFIED = 'verified';
const RESTORE_POINT = 'restore-point';
/** The tag that holds a backup's name. */
const NAME = 'name:';
/** A week of nights reads all that the repository holds. */
const CHECKED_PARTS = 7;
const DAY_MS = 86_400_000;

/** Makes backups, and proves that they can be restored. */
export class BackupService {
  constructor(private readonly deps: BackupDependencies) {}

  /**
   * Makes a backup, restores it beside the live database, compares it, and only then counts it; then lets go of what is old
   * and copies what is verified to the remote. Returns its name.
   */
  async make(options: { restorePoint?: boolean; newRepository?: boolean } = {}): Promise<string> {
    const name = await this.attempt('make', async () => {
      await this.openRepository(options.newRepository ?? false);
      const stored = await this.find(await this.store(options.restorePoint ?? false));
      await this.compare(stored);
      await this.forgetIn(this.deps.repository);
      return stored.name;
    });
    if (this.deps.remote) await this.attempt('copy', () => this.copyToRemote(this.deps.remote as Restic));
    return name;
  }

  /** Restores a backup beside the live database and compares it. One that differs counts no longer. */
  async verify(name: string): Promise<string> {
    const found = await this.find(name);
    await this.attempt('verify', async () => {
      await this.deps.repository.unlock();
      await this.compare(found);
    });
    return found.name;
  }

  /** Reads a seventh of the repository, another each night; after one in which something was wrong all of it. */
  async check(): Promise<void> {
    const night = Math.floor(this.now().getTime() / DAY_MS);
    const { failures } = await this.deps.state.read();
    const [part, parts] = failures?.check ? [1, 1] : [(night % CHECKED_PARTS) + 1, CHECKED_PARTS];
    await this.attempt('check', () => this.deps.repository.check(part, parts));
  }

  async list(): Promise<Backup[]> {
    return listOf(this.deps.repository);
  }

  /**
   * The backup of that name; `latest` is the newest that is verified and no restore point.
   * @throws BackupError which says what there is instead
   */
  async find(name: string): Promise<Backup> {
    const backups = await this.list();
    const found =
      name === 'latest'
        ? newestOf(
            backups.filter(({ verified, restorePoint }) => verified && !restorePoint),
            this.now(),
          )
        : backups.find((backup) => backup.name === name);
    if (found) return found;
    const names = backups.map((backup) => `${backup.name}${backup.verified ? '' : ' (not verified)'}`);
    const there = names.length > 0 ? `There are: ${names.slice(-10).join(', ')}` : 'There is none.';
    throw new BackupError(
      'repository_failed',
      name === 'latest' ? `no backup is verified. ${there}` : `there is no backup ${name}. ${there}`,
    );
  }

  /** Takes a backup out of the repository into `work`, and reads what it says of itself. */
  async takeOut(id: string): Promise<{ manifest: BackupManifest; folder: string; all: string }> {
    const all = join(this.deps.folders.work, 'restored');
    await rm(all, { recursive: true, force: true });
    await mkdir(all, { recursive: true, mode: 0o700 });
    await this.deps.repository.restore(id, all);
    const folder = join(all, this.snapshotFolder());
    try {
      const text = await readFile(join(folder, 'manifest.json'), 'utf8');
      return { manifest: backupManifestSchema.parse(JSON.parse(text)), folder, all };
    } catch (cause) {
      throw new BackupError('verification_failed', 'it has no manifest that can be read', { cause });
    }
  }

  /**
   * Loads what was taken out into a database beside the live one, compares it with the manifest, and brings its schema up to
   * date. Returns the address of what is right.
   */
  async load(
    target: BackedUpDatabase,
    beside: 'verify' | 'restore',
    { manifest, folder }: { manifest: BackupManifest; folder: string },
  ): Promise<string> {
    let url: string;
    try {
      url = await target.load(beside, folder);
    } catch (cause) {
      if (cause instanceof BackupError) throw cause;
      throw new BackupError('verification_failed', `${manifest.name} cannot be loaded: ${String(cause)}`, {
        cause,
      });
    }
    const database = this.deps.open(url);
    try {
      const tables = Object.keys(manifest.counts);
      const found = await inSnapshot(database, (reading) => readContent(reading, tables));
      const differing = differences(manifest, found);
      if (differing.length > 0) {
        throw new BackupError('verification_failed', `${manifest.name} differs: ${differing.join('; ')}`);
      }
      await migrateDatabase(database);
      if ((await pendingMigrations(database)) > 0) throw new Error('migrations are left');
    } catch (cause) {
      if (cause instanceof BackupError) throw cause;
      throw new BackupError('verification_failed', `${manifest.name} cannot be used: ${String(cause)}`, {
        cause,
      });
    } finally {
      await database.destroy();
    }
    return url;
  }

  private async openRepository(mayBeNew: boolean): Promise<void> {
    const { repository, state } = this.deps;
    const known = (await state.read()).repository;
    let id = await repository.id();
    if (known !== null && id !== known && !mayBeNew) {
      const what = id === undefined ? 'is gone' : 'is another';
      throw new BackupError(
        'repository_missing',
        `the repository of before ${what}: is its disk there? To begin a new one: make backup NEW=1`,
      );
    }
    if (id === undefined) {
      await repository.init();
      id = await repository.id();
    }
    await repository.unlock();
    await state.change({ repository: id ?? null });
  }

  private async store(restorePoint: boolean): Promise<string> {
    const { database, repository, folders } = this.deps;
    const folder = this.snapshotFolder();
    const madeAt = this.now().toISOString();
    // 20260131-020000
    const name = madeAt.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      const dumped = await database.dump(folder);
      await copyMusic(folders.music, join(folder, 'music'));
      const manifest: BackupManifest = {
        ...{ format: 1, name, madeAt, version: this.deps.version, database: database.kind },
        ...dumped,
        models: await this.deps.models(),
      };
      await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
      const paths = [folder, folders.secrets, folders.certificates, folders.ssl].filter((path) =>
        existsSync(path),
      );
      const tags = [`${NAME}${name}`, ...(restorePoint ? [RESTORE_POINT] : [])];
      await repository.store(paths, [join(folders.secrets, 'backup_key')], tags);
      this.deps.log('backup stored', { backup: name });
      return name;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async compare({ id, name, verified }: Backup): Promise<void> {
    const { repository } = this.deps;
    let target: BackedUpDatabase | undefined;
    try {
      const taken = await this.takeOut(id);
      target = this.deps.databaseOf(taken.manifest.database);
      if (!target) {
        throw new BackupError(
          'database_unavailable',
          `${name} is of PostgreSQL, and this environment has none to try it on`,
        );
      }
      await this.load(target, 'verify', taken);
      // Its mark is written once: a full disk has no place for it, and is no reason to doubt the backup.
      if (!verified) await repository.tag(id, 'add', VERIFIED);
      this.deps.log('backup verified', { backup: name });
    } catch (error) {
      const code = error instanceof BackupError ? error.code : undefined;
      // Only what is about this backup takes its mark away, not a server or a disk that is missing now.
      if (code === 'verification_failed' || code === 'repository_failed') {
        await repository.tag(id, 'remove', VERIFIED).catch((reason: unknown) => {
          this.deps.log('the mark of a backup could not be taken away', {
            backup: name,
            reason: String(reason),
          });
        });
      }
      throw error;
    } finally {
      await rm(join(this.deps.folders.work, 'restored'), { recursive: true, force: true });
      // The next one drops it too: this must hide neither what went wrong above, nor that it went well.
      await target?.drop('verify').catch((reason: unknown) => {
        this.deps.log('a scratch database is left', { backup: name, reason: String(reason) });
      });
    }
  }

  private async forgetIn(repository: Restic): Promise<void> {
    const forgotten = chooseForgotten(await listOf(repository), this.deps.keepDays, this.now());
    await repository.forget(forgotten.map(({ id }) => id));
    if (forgotten.length > 0) {
      this.deps.log('old backups forgotten', { backups: forgotten.map(({ name }) => name) });
    }
  }

  private async copyToRemote(remote: Restic): Promise<void> {
    const { repository } = this.deps;
    try {
      if ((await remote.id()) === undefined) await remote.init(repository);
      const verified = (await this.list()).filter((backup) => backup.verified);
      const there = new Set((await listOf(remote)).map(({ name }) => name));
      await repository.copyTo(
        remote,
        verified.filter(({ name }) => !there.has(name)).map(({ id }) => id),
      );
      await this.forgetIn(remote);
      this.deps.log('backups copied to the remote');
    } catch (cause) {
      throw new BackupError('remote_failed', `the remote: ${String(cause)}`, { cause });
    }
  }

  /** Does it, and writes down how it went, whatever happens. */
  private async attempt<T>(work: BackupWork, does: () => Promise<T>): Promise<T> {
    const { state } = this.deps;
    const before = await state.read();
    const at = this.now().toISOString();
    await state.change({ running: true, lastAttemptAt: at });
    let failure: BackupFailure | undefined;
    try {
      return await does();
    } catch (error) {
      failure = error instanceof BackupError ? error.code : 'unknown';
      throw error;
    } finally {
      await state.change({
        running: false,
        ...failuresAfter(before, work, failure ? { at, code: failure } : null),
        ...(await this.newestVerified()),
      });
    }
  }

  /** What the repository has, which counts more than what was remembered; nothing to change where it cannot be read. */
  private async newestVerified() {
    try {
      const newest = newestOf(
        (await this.list()).filter(({ verified }) => verified),
        this.now(),
      );
      const { name, at, sizeBytes } = newest ?? {};
      return {
        lastVerified: name && at ? { name, at: at.toISOString(), sizeBytes: sizeBytes ?? 0 } : null,
      };
    } catch (error) {
      if (error instanceof BackupError) return {};
      throw error;
    }
  }

  private now(): Date {
    return this.deps.now?.() ?? new Date();
  }

  private snapshotFolder(): string {
    return join(this.deps.folders.work, 'snapshot');
  }
}

/** The last that is not of a time to come; where all of them are, it is the clock of now that is wrong. */
const newestOf = (backups: Backup[], now: Date) =>
  backups.filter((one) => !isToCome(one, now)).at(-1) ?? backups.at(-1);

async function listOf(repository: Restic): Promise<Backup[]> {
  return (await repository.list()).flatMap(({ id, time, tags, sizeBytes }) => {
    const name = tags.find((tag) => tag.startsWith(NAME))?.slice(NAME.length);
    return name === undefined
      ? []
      : [
          {
            ...{ id, name, sizeBytes, at: time },
            verified: tags.includes(VERIFIED),
            restorePoint: tags.includes(RESTORE_POINT),
          },
        ];
  });
}
