import { randomBytes } from 'node:crypto';
import { runService, createLogger } from '@alice/service-runtime';
import { loadConfig } from './config/config';
import { readEnvironment } from './config/read-environment';
import { openDatabase } from './database/open-database';
import { auditFor, createAccounts } from './wire-accounts';

/** For a locked-out user: sets a new, generated password for the name given and prints it once. */
void runService(async () => {
  const { config, secrets } = loadConfig(readEnvironment());
  const username = process.argv[2] ?? '';
  const database = openDatabase(config.DATABASE_URL, secrets.POSTGRES_PASSWORD);
  try {
    const password = randomBytes(12).toString('base64url');
    await auditFor(database, ({ record }) =>
      createAccounts(database, config, secrets, record).resetPassword(username, password),
    );
    process.stdout.write(`${password}\n`);
  } finally {
    await database.destroy();
  }
  return {
    logger: createLogger({ service: 'reset-password', level: config.LOG_LEVEL }),
    stop: () => Promise.resolve(),
  };
});
