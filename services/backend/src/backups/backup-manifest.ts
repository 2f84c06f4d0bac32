import { z } from 'zod';

/** What a backup says of itself; it lies in it. */
export const backupManifestSchema = z.object({
  format: z.literal(1),
  name: z.string(),
  madeAt: z.iso.datetime(),
  /** Of Alice. */
  version: z.string(),
  database: z.enum(['sqlite', 'postgres']),
  /** The last migration that had run. */
  schema: z.string(),
  counts: z.record(z.string(), z.int()),
  hash: z.string(),
  /** Models are fetched anew: this says which. */
  models: z.array(z.object({ name: z.string(), digest: z.string() })).nullable(),
});

export type BackupManifest = z.infer<typeof backupManifestSchema>;
