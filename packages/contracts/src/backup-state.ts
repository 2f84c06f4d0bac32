import { z } from 'zod';

/** Why a backup, or its verification, failed. */
export const backupFailures = [
  'database_unavailable',
  'dump_failed',
  'repository_missing',
  'repository_failed',
  'key_wrong',
  'disk_full',
  'verification_failed',
  'remote_failed',
  'interrupted',
  'unknown',
] as const;
export const backupFailureSchema = z.enum(backupFailures);
export type BackupFailure = z.infer<typeof backupFailureSchema>;

/** `make` makes one and restores it, `verify` restores one that is there, `check` reads a part of the repository, `copy` is to the remote. */
export const backupWorkSchema = z.enum(['make', 'verify', 'check', 'copy']);
export type BackupWork = z.infer<typeof backupWorkSchema>;

const backupFailedSchema = z.object({ at: z.iso.datetime(), code: backupFailureSchema });

/** What the backup service leaves for the backend in a file; times are ISO 8601 in UTC. */
export const backupStateSchema = z.object({
  /** The newest backup that was restored and compared; null where there is none yet. */
  lastVerified: z.object({ name: z.string(), at: z.iso.datetime(), sizeBytes: z.number() }).nullable(),
  lastAttemptAt: z.iso.datetime().nullable(),
  /** What failed last, and has not gone well since. */
  failures: z.partialRecord(backupWorkSchema, backupFailedSchema).optional(),
  /** The gravest of these, or null. */
  lastFailure: backupFailedSchema.nullable(),
  /** Whether an attempt is under way; one that is there when the service starts was interrupted. */
  running: z.boolean(),
  /** The repository's own id, so that another in its place, or none, is not taken for it. */
  repository: z.string().nullable(),
});
export type BackupState = z.infer<typeof backupStateSchema>;
