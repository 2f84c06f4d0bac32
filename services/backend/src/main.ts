import { createLogger, runService, startWatchdog, unknownVariables } from '@alice/service-runtime';
import { backendEnvSchema, backendSecretsSchema, loadConfig } from './config/config';
import { readEnvironment } from './config/read-environment';
import { version } from './config/version';
import { startBackend } from './wire';

startWatchdog({ service: 'backend' });
void runService(async () => {
  const environment = readEnvironment();
  const { config, secrets } = loadConfig(environment);
  const logger = createLogger({
    service: 'backend',
    level: config.LOG_LEVEL,
    file: config.LOG_FILE,
    secrets: Object.values(secrets).filter((secret) => secret !== undefined),
  });
  const unknown = unknownVariables(backendEnvSchema, environment, Object.keys(backendSecretsSchema.shape));
  if (unknown.length > 0) logger.warn('unknown variables are ignored', { names: unknown });
  const backend = await startBackend(config, secrets, logger, version);
  return { logger, stop: backend.stop };
});
