import { EventEmitter } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { transports } from 'winston';
import { waitUntil } from '../../test-stack/src/wait-until';
import { followLogLevel } from './log-level';
import { createLogger } from './logger';

it('takes the level that is written when SIGHUP comes, and keeps its own where that is none', async () => {
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', level: 'info' });
  logger.transports.forEach((transport) => (transport.silent = true));
  const stream = new Writable({
    write: (line: Buffer, _encoding, done) => done(void lines.push(line.toString())),
  });
  logger.add(new transports.Stream({ stream }));
  const file = join(mkdtempSync(join(tmpdir(), 'alice-level-')), 'log-level');
  const signals = new EventEmitter();
  followLogLevel(logger, file, signals);
  const change = async (level: string, said: string) => {
    writeFileSync(file, level);
    signals.emit('SIGHUP');
    await waitUntil(said, () => lines.some((line) => line.includes(said)));
    lines.length = 0;
    logger.debug('small');
    return lines.length;
  };
  expect(await change('DEBUG\n', 'log level changed')).toBe(1);
  expect(await change('loud', 'no such log level')).toBe(1);
  expect(await change('error', 'log level changed')).toBe(0);
});
