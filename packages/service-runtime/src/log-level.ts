import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { envLogLevel } from './env-schemas';
import type { Logger } from './logger';

/** Where `make log-level` writes the level that is wanted, before it sends SIGHUP. */
export const LOG_LEVEL_FILE = join(tmpdir(), 'log-level');

/**
 * Has the process take its log level from `file` on SIGHUP, until it stops. A word that is no level changes nothing, and is
 * logged; who may write there may run anything in the container anyway.
 */
export function followLogLevel(
  logger: Logger,
  file = LOG_LEVEL_FILE,
  signals: Pick<NodeJS.EventEmitter, 'on'> = process,
): void {
  signals.on('SIGHUP', () => {
    try {
      const level = envLogLevel.parse(readFileSync(file, 'utf8').trim());
      logger.level = level;
      // At the level itself, so that it shows whatever the level is.
      logger.log(level, 'log level changed', { level });
    } catch (error) {
      logger.warn('no such log level', { error });
    }
  });
}
