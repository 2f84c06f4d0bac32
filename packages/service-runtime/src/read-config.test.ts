import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@alice/errors';
import { z } from 'zod';
import { envBoolean, envLogLevel, envPort, envSecret, envSecretOf } from './env-schemas';
import { readConfig, unknownVariables } from './read-config';

const schema = z.object({
  PORT: envPort.default(8000),
  LOG_LEVEL: envLogLevel.default('info'),
  ENABLED: envBoolean.default(true),
  SECRET_KEY: envSecret,
});
const SECRET = 'f3a9c1d27b6e48051c9d8e7f6a5b4c3d';
const messageOf = (env: Record<string, string>) => {
  try {
    readConfig(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  return 'accepted';
};

it('reads values, defaults for what is missing or empty, and levels in any case', () => {
  expect(readConfig(schema, { PORT: '', LOG_LEVEL: 'WARN', ENABLED: 'off', SECRET_KEY: SECRET })).toEqual({
    PORT: 8000,
    LOG_LEVEL: 'warn',
    ENABLED: false,
    SECRET_KEY: SECRET,
  });
});

it('reads a secret from the file that X_FILE names, and prefers a value given outright', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'alice-config-')), 'secret');
  writeFileSync(file, `${SECRET}\n`);
  expect(readConfig(schema, { SECRET_KEY_FILE: file }).SECRET_KEY).toBe(SECRET);
  const other = SECRET.toUpperCase();
  expect(readConfig(schema, { SECRET_KEY_FILE: file, SECRET_KEY: other }).SECRET_KEY).toBe(other);
  expect(messageOf({ SECRET_KEY_FILE: '/nowhere/secret' })).toMatch(/SECRET_KEY_FILE: names a file/);
});

it('names every wrong variable and never its value', () => {
  const message = messageOf({ PORT: '99999', LOG_LEVEL: 'noisy', SECRET_KEY: 'your-secret-key-here' });
  expect(message).toMatch(/PORT: .*LOG_LEVEL: .*SECRET_KEY: /);
  expect(message).not.toMatch(/99999|noisy|your-secret/);
  expect(messageOf({})).toBe('the environment is wrong: SECRET_KEY: is missing');
});

it.each([
  'your-secret-key-here-your-secret-key-here',
  'changeme-changeme-changeme-changeme-1234',
  '<put a long random secret in this place!>',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  'short',
])('refuses the placeholder or weak secret %s', (secret) => {
  expect(messageOf({ SECRET_KEY: secret })).toMatch(/SECRET_KEY: /);
});

it('takes generated secrets of every usual kind', () => {
  for (const secret of [SECRET, 'kR3_xXxToDo-9aZ8yW7vU6tS5rQ4pO3nM2', 'A1b2C3d4E5f6']) {
    expect(envSecretOf(12).safeParse(secret).success).toBe(true);
  }
});

it('points out names that look like a slip, and leaves the rest of the environment alone', () => {
  const env = {
    LOG_LEVLE: 'x',
    LOG_LEVELS: 'x',
    HOME: '/root',
    PATH: '/bin',
    SECRET_KEY_FILE: '/x',
    PORT: '1',
  };
  expect(unknownVariables(schema, env)).toEqual(['LOG_LEVELS', 'LOG_LEVLE']);
});
