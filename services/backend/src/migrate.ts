import { createLogger, runService } from '@alice/service-runtime';
import { loadConfig } from './config/config';
import { readEnvironment } from './config/read-environment';
import { migrateDatabase, openDatabase, schemaVersion } from './database/open-database';

/** The one-shot job that brings the schema up to date. */
void runService(async () => {
  const { config, secrets } = loadConfig(readEnvironment());
  const logger = createLogger({ service: 'migrate', level: config.LOG_LEVEL });
  const database = openDatabase(config.DATABASE_URL, secrets.POSTGRES_PASSWORD, 'migrate');
  try {
    logger.info('migrated', { ran: await migrateDatabase(database), schema: schemaVersion });
  } finally {
    await database.destroy();
  }
  return { logger, stop: () => Promise.resolve() };
});
