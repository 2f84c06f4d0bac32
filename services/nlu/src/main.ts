import { createLogger, runService, startWatchdog, unknownVariables } from '@alice/service-runtime';
import { loadConfig, nluEnvSchema } from './config/config';
import { version } from './config/version';
import { startNlu } from './wire';

startWatchdog({ service: 'nlu' });
void runService(async () => {
  const config = loadConfig(process.env);
  const logger = createLogger({ service: 'nlu', level: config.LOG_LEVEL, file: config.LOG_FILE });
  const unknown = unknownVariables(nluEnvSchema, process.env);
  if (unknown.length > 0) logger.warn('unknown variables are ignored', { names: unknown });
  const nlu = await startNlu(config, logger, version);
  return { logger, stop: nlu.stop };
});
