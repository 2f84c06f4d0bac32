import { createServer } from 'node:http';
import {
  close,
  createHttpApp,
  createMetrics,
  createMetricsServer,
  listen,
  type Logger,
} from '@alice/service-runtime';
import { loadClassifier } from './load-classifier';
import type { NluConfig } from './config/config';
import { classifyRoutes } from './http/classify-routes';
import { createUnderstandingEvents } from './understanding-events';

/** An nlu that listens. */
export interface Nlu {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** A sentence fits many times over: 1,000 characters of four bytes, escaped. */
const BODY_LIMIT = 32 * 1024;

/**
 * Loads the knowledge, builds the service and starts to listen.
 * @throws KnowledgeError where the knowledge cannot be used
 */
export async function startNlu(config: NluConfig, logger: Logger, version: string): Promise<Nlu> {
  const classifier = loadClassifier();
  const metrics = createMetrics();
  const events = createUnderstandingEvents(logger, metrics);
  const routes = classifyRoutes({
    version,
    classify: (text, locale) => {
      const started = process.hrtime.bigint();
      const found = classifier.classify(text, locale);
      events.classified(found, Number(process.hrtime.bigint() - started) / 1e9);
      return found;
    },
  });
  const servers = [createServer(createHttpApp({ routes, logger, metrics, bodyLimit: BODY_LIMIT }))];
  const [main] = servers;
  const port = main ? await listen(main, config.NLU_AGENT_PORT) : 0;
  if (config.ENABLE_METRICS) {
    const metricsServer = createMetricsServer(metrics);
    servers.push(metricsServer);
    await listen(metricsServer, config.METRICS_PORT);
  }
  logger.info('listening', { port });
  return {
    port,
    stop: async () => {
      await Promise.all(servers.map(close));
    },
  };
}
