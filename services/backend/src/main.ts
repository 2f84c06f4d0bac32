import { createLogger, runService, startWatchdog, unknownVariables } from '@alice/service-runtime';
import { backendEnvSchema, backendSecretsSchema, loadConfig } from './config/config';
import { readEnvironment } from './config/read-environment';
import { version } from './config/version';
import { postgresPassword } from './database/postgres-password';
import { startBackend } from './wire';

startWatchdog({ service: 'backend' });
void runService(async () => {
  const environment = readEnvironment();
  const { config, secrets } = loadConfig(environment);
  const hidden = new Set(Object.values(secrets).filter((secret) => secret !== undefined));
  const logger = createLogger({
    service: 'backend',
    level: config.LOG_LEVEL,
    file: config.LOG_FILE,
    secrets: hidden,
  });
  const unknown = unknownVariables(backendEnvSchema, environment, Object.keys(backendSecretsSchema.shape));
  if (unknown.length > 0) logger.warn('unknown variables are ignored', { names: unknown });
  const POSTGRES_PASSWORD = postgresPassword(
    config.POSTGRES_PASSWORD_FILE,
    secrets.POSTGRES_PASSWORD,
    (password) => hidden.add(password),
  );
  const backend = await startBackend(config, { ...secrets, POSTGRES_PASSWORD }, logger, version);
  return { logger, stop: backend.stop };
});
