import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { ConfigError } from '@alice/errors';
import { followLogLevel } from './log-level';
import type { Logger } from './logger';

/** EX_CONFIG of sysexits.h: the start was refused because of the configuration. */
export const EXIT_CONFIG = 78;

/** A service that was started, and how to stop it. */
export interface RunningService {
  logger: Logger;
  /** Stops taking work, finishes what runs, and releases everything. */
  stop: () => Promise<void>;
}

/**
 * Starts a service and stops it on SIGTERM or SIGINT, within `graceMs` milliseconds. Sets `process.exitCode` (78
 * where the configuration is wrong, 1 where the start failed otherwise) and lets the event loop empty. Takes a new log
 * level on SIGHUP.
 */
export async function runService(start: () => Promise<RunningService>, graceMs = 20_000): Promise<void> {
  let service: RunningService;
  try {
    service = await start();
  } catch (error) {
    const config = error instanceof ConfigError;
    const message = config ? error.message : String(error instanceof Error ? error.stack : error);
    process.stderr.write(
      `${JSON.stringify({ timestamp: new Date().toISOString(), level: 'error', message })}\n`,
    );
    process.exit(config ? EXIT_CONFIG : 1);
  }
  const { logger } = service;
  followLogLevel(logger);
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    logger.info('stopping', { signal });
    const deadline = setTimeout(() => {
      logger.error('did not stop in time', { graceMs });
      process.exit(1);
    }, graceMs);
    deadline.unref();
    service.stop().then(
      () => logger.info('stopped'),
      (error: unknown) => {
        logger.error('stopping failed', { error });
        process.exitCode = 1;
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** Listens, and resolves to the port that was got. Keeps idle connections longer than nginx does, or it answers 502. */
export async function listen(server: Server, port: number, host = '0.0.0.0'): Promise<number> {
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 80_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Closes a server: idle connections at once, running requests when they are answered. */
export async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
