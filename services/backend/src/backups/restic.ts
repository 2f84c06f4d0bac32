import { z } from 'zod';
import { BackupError } from './backup-error';
import { runTool, ToolError } from './run-tool';

const snapshotsSchema = z.array(
  z.object({
    id: z.string(),
    time: z.coerce.date(),
    tags: z.array(z.string()).default([]),
    summary: z.object({ total_bytes_processed: z.number() }).partial().optional(),
  }),
);
const configSchema = z.object({ id: z.string() });

/** One backup in a repository. */
export interface Snapshot {
  id: string;
  time: Date;
  tags: string[];
  sizeBytes: number;
}

export interface ResticOptions {
  /** A folder, or any address that restic takes. */
  repository: string;
  keyFile: string;
  cacheFolder: string;
  /** What the remote wants to know of who comes, by restic's names. */
  environment?: Record<string, string>;
}

/** The longest that one call may take: two hours, for a first copy over a slow line. */
const LONGEST_MS = 7_200_000;
const LOCK_WAIT = '5m';

/** What restic ends with, from 0.17 on. */
const NO_REPOSITORY = 10;
const WRONG_KEY = 12;

/** A repository of restic, which encrypts what it stores and stores what is the same once. */
export class Restic {
  constructor(private readonly options: ResticOptions) {}

  /** The repository's id; undefined where there is none. */
  async id(): Promise<string | undefined> {
    try {
      return configSchema.parse(JSON.parse(await this.run(['cat', 'config']))).id;
    } catch (error) {
      if (error instanceof BackupError && error.code === 'repository_missing') return undefined;
      throw error;
    }
  }

  /** Makes the repository; with `like`, one that stores in the same pieces as that. */
  async init(like?: Restic): Promise<void> {
    await (like
      ? this.run(['init', '--copy-chunker-params', ...like.asSource()], like.sourceEnvironment())
      : this.run(['init']));
  }

  /** Frees the repository of locks that a killed run has left. Only for one that nobody else writes to. */
  async unlock(): Promise<void> {
    await this.run(['unlock', '--remove-all']);
  }

  async store(paths: readonly string[], excluded: readonly string[], tags: readonly string[]): Promise<void> {
    const flags = [
      ...tags.flatMap((tag) => ['--tag', tag]),
      ...excluded.flatMap((path) => ['--exclude', path]),
    ];
    await this.run(['backup', '--quiet', '--host', 'alice', ...flags, ...paths]);
  }

  /** All backups, the oldest first. */
  async list(): Promise<Snapshot[]> {
    const found = snapshotsSchema.parse(JSON.parse(await this.read(['snapshots', '--json'])));
    return found
      .map(({ id, time, tags, summary }) => ({
        ...{ id, time, tags },
        sizeBytes: summary?.total_bytes_processed ?? 0,
      }))
      .sort((a, b) => a.time.getTime() - b.time.getTime());
  }

  async restore(id: string, target: string): Promise<void> {
    await this.read(['restore', id, '--target', target, '--quiet']);
  }

  async tag(id: string, change: 'add' | 'remove', tag: string): Promise<void> {
    await this.run(['tag', `--${change}`, tag, id]);
  }

  /** Forgets backups, and gives free what only they held. */
  async forget(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.run(['forget', '--quiet', '--prune', ...ids]);
  }

  /** Checks the repository's structure, and reads one of `parts` parts of all data. */
  async check(part: number, parts: number): Promise<void> {
    await this.run(['check', '--quiet', `--read-data-subset=${part}/${parts}`]);
  }

  /** Copies backups into another repository; those that are there already are left out. */
  async copyTo(other: Restic, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await other.run(['copy', '--quiet', ...this.asSource(), ...ids], this.sourceEnvironment());
  }

  private asSource(): string[] {
    return ['--from-repo', this.options.repository, '--from-password-file', this.options.keyFile];
  }

  private sourceEnvironment(): Record<string, string> {
    return this.options.environment ?? {};
  }

  /** For what only reads: where the disk is too full for a lock it goes without, since one command of Alice's runs at a time. */
  private async read(args: string[]): Promise<string> {
    try {
      return await this.run(args);
    } catch (error) {
      if (!(error instanceof BackupError) || error.code !== 'disk_full') throw error;
      return this.run(['--no-lock', ...args]);
    }
  }

  private async run(args: string[], more: Record<string, string> = {}): Promise<string> {
    const { repository, keyFile, cacheFolder, environment } = this.options;
    const env = {
      ...more,
      ...environment,
      RESTIC_REPOSITORY: repository,
      RESTIC_PASSWORD_FILE: keyFile,
      RESTIC_CACHE_DIR: cacheFolder,
    };
    try {
      return await runTool('restic', ['--retry-lock', LOCK_WAIT, ...args], { env, timeoutMs: LONGEST_MS });
    } catch (cause) {
      if (!(cause instanceof ToolError)) throw cause;
      if (cause.exitCode === NO_REPOSITORY) {
        throw new BackupError('repository_missing', 'there is no repository', { cause });
      }
      if (cause.exitCode === WRONG_KEY) {
        throw new BackupError('key_wrong', 'the key does not open the repository', { cause });
      }
      throw new BackupError('repository_failed', cause.message, { cause });
    }
  }
}
