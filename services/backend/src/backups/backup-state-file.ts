import { readFile, rename, writeFile } from 'node:fs/promises';
import { backupStateSchema, type BackupState } from '@alice/contracts';

const NOTHING: BackupState = {
  lastVerified: null,
  lastAttemptAt: null,
  lastFailure: null,
  running: false,
  repository: null,
};

/** What the backend is told of backups, in a file that it reads. */
export class BackupStateFile {
  constructor(private readonly path: string) {}

  async read(): Promise<BackupState> {
    try {
      return backupStateSchema.parse(JSON.parse(await readFile(this.path, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NOTHING;
      throw error;
    }
  }

  /** Changes what is named; whoever reads meanwhile sees all of the old or all of the new. */
  async change(change: Partial<BackupState>): Promise<void> {
    const state = { ...(await this.read()), ...change };
    await writeFile(`${this.path}.new`, `${JSON.stringify(state)}\n`, { mode: 0o644 });
    await rename(`${this.path}.new`, this.path);
  }
}
