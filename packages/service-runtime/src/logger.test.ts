import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { transports } from 'winston';
import { waitUntil } from '../../test-stack/src/wait-until';
import { createLogger } from './logger';
import { runInContext } from './request-context';

it('writes JSON lines with the request id and without secrets, at its level and above', () => {
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', level: 'info', secrets: ['s3cret-value-123'] });
  logger.transports.forEach((transport) => (transport.silent = true));
  const stream = new Writable({
    write: (line: Buffer, _encoding, done) => done(void lines.push(line.toString())),
  });
  logger.add(new transports.Stream({ stream }));
  runInContext({ requestId: 'r-1', locale: 'sv' }, () => {
    logger.info('hello', { url: 'http://x?key=s3cret-value-123' });
  });
  logger.debug('not this');
  logger.error('bad', { error: new Error('outer', { cause: new Error('with s3cret-value-123') }) });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ level: 'info', service: 'test', message: 'hello', requestId: 'r-1' }),
    expect.objectContaining({
      error: expect.objectContaining({
        message: 'outer',
        cause: expect.objectContaining({ message: 'with [secret]' }) as unknown,
      }) as unknown,
    }),
  ]);
  expect(lines.join()).not.toContain('s3cret-value-123');
});

it('writes to a file of the day as well, where one is named', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'alice-log-'));
  const logger = createLogger({ service: 'test', level: 'info', file: join(directory, 'test.log') });
  logger.transports.forEach((transport) => (transport.silent = transport instanceof transports.Console));
  logger.info('hello');
  const text = await waitUntil('the line in the file', () => {
    const name = readdirSync(directory).find((file) => /^test\.log\.\d{4}-\d{2}-\d{2}$/.test(file));
    return name && readFileSync(join(directory, name), 'utf8');
  });
  expect(JSON.parse(text)).toMatchObject({ message: 'hello' });
  logger.close();
});
