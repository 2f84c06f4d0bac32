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

/** What the backup service leaves for the backend in a file; times are ISO 8601 in UTC. */
export const backupStateSchema = z.object({
  /** The newest backup that was restored and compared; null where there is none yet. */
  lastVerified: z.object({ name: z.string(), at: z.iso.datetime(), sizeBytes: z.number() }).nullable(),
  lastAttemptAt: z.iso.datetime().nullable(),
  /** Null where the last attempt went well. */
  lastFailure: z.object({ at: z.iso.datetime(), code: backupFailureSchema }).nullable(),
  /** Whether an attempt is under way; one that is there when the service starts was interrupted. */
  running: z.boolean(),
  /** The repository's own id, so that another in its place, or none, is not taken for it. */
  repository: z.string().nullable(),
});
export type BackupState = z.infer<typeof backupStateSchema>;
