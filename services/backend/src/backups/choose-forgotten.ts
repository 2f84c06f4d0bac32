import { isToCome } from './is-to-come';

/** A backup as the repository lists it. */
export interface ListedBackup {
  name: string;
  /** When it was made. */
  at: Date;
  verified: boolean;
}

/** So many of the newest that are verified stay whatever their age. */
const KEEP_VERIFIED = 7;
/** Where the newest that is verified is older, something is wrong, and nothing goes. */
const FRESH_MS = 36 * 3_600_000;

const DAY_MS = 86_400_000;

/**
 * Which backups may go: those older than `keepDays`, as long as a fresh verified one is newer, and never the newest seven
 * that are verified.
 */
export function chooseForgotten<B extends ListedBackup>(
  backups: readonly B[],
  keepDays: number,
  now: Date,
): B[] {
  const verified = backups
    .filter((backup) => backup.verified && !isToCome(backup, now))
    .sort((a, b) => b.at.getTime() - a.at.getTime());
  const newest = verified[0];
  if (!newest || now.getTime() - newest.at.getTime() > FRESH_MS) return [];
  const kept = new Set<B>(verified.slice(0, KEEP_VERIFIED));
  return backups.filter(
    (backup) =>
      !kept.has(backup) && backup.at < newest.at && now.getTime() - backup.at.getTime() > keepDays * DAY_MS,
  );
}
