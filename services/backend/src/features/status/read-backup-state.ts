import { readFile } from 'node:fs/promises';
import { backupStateSchema, type BackupState } from '@alice/contracts';

const NONE_YET: BackupState = {
  ...{ lastVerified: null, lastAttemptAt: null, lastFailure: null, running: false, repository: null },
};

/**
 * What the backup service has left in its file. Where there is no file: null, or where backups are `wanted`, that there
 * are none yet.
 */
export async function readBackupState(path: string, wanted: boolean): Promise<BackupState | null> {
  try {
    return backupStateSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return wanted ? NONE_YET : null;
    throw error;
  }
}
