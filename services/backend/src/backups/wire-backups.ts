import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { OllamaModels } from '../clients/ollama-models';
import type { loadBackupConfig } from '../config/backup-config';
import { openDatabase } from '../database/open-database';
import type { BackedUpDatabase } from './backed-up-database.port';
import { BackupService } from './backup-service';
import { BackupStateFile } from './backup-state-file';
import { PostgresDatabase } from './postgres-database';
import { Restic } from './restic';
import { RestoreService } from './restore-service';
import { SqliteDatabase } from './sqlite-database';

/** Where the container of the backup service has everything. */
const FOLDERS = {
  work: '/work',
  music: '/music',
  secrets: '/secrets',
  certificates: '/certificates',
  ssl: '/ssl',
};
const REPOSITORY = '/repository';
export const STATE_FOLDER = '/state';

/** Where each kind of database is while Alice runs on the other. */
const ELSEWHERE = {
  sqlite: 'sqlite:/data/alice.db',
  postgres: 'postgres://alice@postgres:5432/alice',
};

export interface Backups {
  backups: BackupService;
  restores: RestoreService;
  state: BackupStateFile;
  /** Of either kind, wherever it would be; undefined where there is no server for it. */
  databaseOf: (kind: BackedUpDatabase['kind']) => BackedUpDatabase | undefined;
  /** The live one. */
  database: BackedUpDatabase;
  urlOf: (kind: BackedUpDatabase['kind']) => string;
}

/** Builds all that makes and restores backups. */
export function wireBackups(
  { config, secrets }: ReturnType<typeof loadBackupConfig>,
  version: string,
  log: (message: string, facts?: Record<string, unknown>) => void,
): Backups {
  const kind = config.DATABASE_URL.startsWith('postgres') ? 'postgres' : 'sqlite';
  const urlOf = (wanted: BackedUpDatabase['kind']) =>
    wanted === kind ? config.DATABASE_URL : ELSEWHERE[wanted];
  const databaseOf = (wanted: BackedUpDatabase['kind']): BackedUpDatabase | undefined => {
    if (wanted === 'sqlite') return new SqliteDatabase(urlOf(wanted).slice('sqlite:'.length), FOLDERS.work);
    const reachable = wanted === kind || secrets.POSTGRES_PASSWORD !== undefined;
    return reachable ? new PostgresDatabase(urlOf(wanted), secrets.POSTGRES_PASSWORD) : undefined;
  };
  const database = databaseOf(kind) as BackedUpDatabase;
  const open = (url: string) => openDatabase(url, secrets.POSTGRES_PASSWORD);
  const cacheFolder = join(FOLDERS.work, 'cache');
  const { BACKUP_KEY_FILE: keyFile, BACKUP_REMOTE: remote } = config;
  const state = new BackupStateFile(join(STATE_FOLDER, 'state.json'));
  const models = new OllamaModels({
    host: config.OLLAMA_HOST,
    pullHost: config.OLLAMA_HOST,
    connectMs: config.OLLAMA_CONNECT_TIMEOUT * 1000,
  });
  const backups = new BackupService({
    ...{ database, databaseOf, open, state, version, log },
    repository: new Restic({ repository: REPOSITORY, keyFile, cacheFolder }),
    remote:
      remote === undefined
        ? undefined
        : new Restic({ repository: remote, keyFile, cacheFolder, environment: readRemoteEnvironment() }),
    folders: FOLDERS,
    keepDays: config.BACKUP_KEEP_DAYS,
    models: () =>
      models.list().then(
        (list) => list.map(({ name, digest }) => ({ name, digest })),
        () => null,
      ),
  });
  return {
    ...{ backups, state, database, databaseOf, urlOf },
    restores: new RestoreService({ backups, database, databaseOf, open, folders: FOLDERS }),
  };
}

/** What restic wants to know to sign in at the remote, such as AWS_ACCESS_KEY_ID: lines of a file beside the secrets. */
function readRemoteEnvironment(): Record<string, string> {
  const file = join(FOLDERS.secrets, 'backup_remote');
  const parsed = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => !!entry[1]));
}
