import { ConfigError } from '@alice/errors';
import { envSecretOf, readConfig, serviceEnvShape } from '@alice/service-runtime';
import { z } from 'zod';
import { backendEnvSchema, backendSecretsSchema } from './config';

/** What the backup service reads beside the backend's. */
export const backupEnvSchema = z.object({
  LOG_LEVEL: serviceEnvShape.LOG_LEVEL,
  TZ: serviceEnvShape.TZ,
  DATABASE_URL: backendEnvSchema.shape.DATABASE_URL,
  OLLAMA_HOST: backendEnvSchema.shape.OLLAMA_HOST,
  OLLAMA_CONNECT_TIMEOUT: backendEnvSchema.shape.OLLAMA_CONNECT_TIMEOUT,
  BACKUP_AT: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, such as 02:00')
    .default('02:00'),
  BACKUP_KEEP_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  // Not shown by anything: an address may hold a password.
  BACKUP_REMOTE: z.string().min(1).optional(),
  BACKUP_KEY_FILE: z.string().startsWith('/').default('/secrets/backup_key'),
});

const backupSecretsSchema = z.object({
  POSTGRES_PASSWORD: backendSecretsSchema.shape.POSTGRES_PASSWORD,
  BACKUP_KEY: envSecretOf(32),
});

export type BackupConfig = z.infer<typeof backupEnvSchema>;

/**
 * Reads and checks the backup service's environment.
 * @throws ConfigError naming every wrong variable
 */
export function loadBackupConfig(env: Record<string, string | undefined>): {
  config: BackupConfig;
  secrets: z.infer<typeof backupSecretsSchema>;
} {
  const config = readConfig(backupEnvSchema, env);
  const secrets = readConfig(backupSecretsSchema, { ...env, BACKUP_KEY_FILE: config.BACKUP_KEY_FILE });
  if (config.DATABASE_URL.startsWith('postgres') && !/\/\/[^/:]*:[^/@]+@/.test(config.DATABASE_URL)) {
    if (secrets.POSTGRES_PASSWORD === undefined) {
      throw new ConfigError('the environment is wrong: POSTGRES_PASSWORD: is missing');
    }
  }
  return { config, secrets };
}
