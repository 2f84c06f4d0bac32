import type { BackupFailure, BackupState, BackupWork } from '@alice/contracts';

type Failures = NonNullable<BackupState['failures']>;
export interface Failed {
  at: string;
  code: BackupFailure;
}

/** What a work that went well makes good: who makes a backup restores it too, but reads nothing else of the repository. */
const MAKES_GOOD: Record<BackupWork, readonly BackupWork[]> = {
  make: ['make', 'verify'],
  verify: ['verify'],
  check: ['check'],
  copy: ['copy'],
};
/** Which of several failures is told first. */
const GRAVEST: readonly BackupWork[] = ['make', 'check', 'copy', 'verify'];

/** What is failing after a work, which failed or, with null, went well; a state from before named no work, and made a backup. */
export function failuresAfter(
  { failures, lastFailure }: Pick<BackupState, 'failures' | 'lastFailure'>,
  work: BackupWork,
  failed: Failed | null,
): Required<Pick<BackupState, 'failures' | 'lastFailure'>> {
  const after: Failures = { ...(failures ?? (lastFailure ? { make: lastFailure } : {})) };
  if (failed) after[work] = failed;
  else for (const good of MAKES_GOOD[work]) delete after[good];
  const gravest = GRAVEST.find((one) => after[one]);
  return { failures: after, lastFailure: (gravest && after[gravest]) ?? null };
}
