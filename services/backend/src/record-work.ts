import { auditOutcomeSchema } from '@alice/contracts';
import { createLogger, runService } from '@alice/service-runtime';
import { z } from 'zod';
import { loadConfig } from './config/config';
import { readEnvironment } from './config/read-environment';
import { openDatabase } from './database/open-database';
import { auditFor } from './wire-accounts';

const actionSchema = z.enum(['updated', 'rolled_back', 'restored', 'secrets_rotated']);
const workSchema = z.tuple([actionSchema, z.string(), auditOutcomeSchema]);

/** Writes down what the operator's scripts did: which work, to what, and how it came out. */
void runService(async () => {
  const { config, secrets } = loadConfig(readEnvironment());
  const [action, subject, outcome] = workSchema.parse(process.argv.slice(2));
  const database = openDatabase(config.DATABASE_URL, secrets.POSTGRES_PASSWORD);
  try {
    await auditFor(database, ({ record }) => record(action, { subject, outcome }));
  } finally {
    await database.destroy();
  }
  return {
    logger: createLogger({ service: 'record-work', level: config.LOG_LEVEL }),
    stop: () => Promise.resolve(),
  };
});
