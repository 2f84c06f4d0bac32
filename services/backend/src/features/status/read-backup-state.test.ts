import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBackupState } from './read-backup-state';

const state = {
  lastVerified: { name: '20260101-020000', at: '2026-01-01T02:00:00.000Z', sizeBytes: 5 },
  ...{ lastAttemptAt: null, lastFailure: null, running: false, repository: 'a' },
};

it('reads what is there, and tells nothing from something broken', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'alice-state-'));
  const path = join(folder, 'state.json');
  try {
    expect(await readBackupState(path, false)).toBeNull();
    expect(await readBackupState(path, true)).toMatchObject({ lastVerified: null, lastFailure: null });
    await writeFile(path, JSON.stringify(state));
    expect(await readBackupState(path, true)).toEqual(state);
    await writeFile(path, '{}');
    await expect(readBackupState(path, true)).rejects.toThrow();
  } finally {
    await rm(folder, { recursive: true });
  }
});
