import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresPassword } from './postgres-password';

it('is what the file says at the time, and what was known where it says nothing', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'alice-password-')), 'postgres_password');
  const told = new Set<string>();
  const now = postgresPassword(file, 'first', (password) => told.add(password));
  if (typeof now !== 'function') throw new Error('it is fixed');
  expect(now()).toBe('first');
  writeFileSync(file, 'second\n');
  expect(now()).toBe('second');
  writeFileSync(file, '');
  expect(now()).toBe('second');
  rmSync(file);
  expect(now()).toBe('second');
  expect([...told]).toEqual(['second']);
});

it('is what was given outright where there is no file', () => {
  expect(postgresPassword(undefined, 'given')).toBe('given');
  expect(postgresPassword('/nowhere', undefined)).toBeUndefined();
});
