import { setTimeout as wait } from 'node:timers/promises';
import { waitUntil } from '@alice/test-stack';
import { ChaosStack } from './chaos-stack';
import { isOk, Person } from './person';
import { NOBODY_NOTICED, underLoad } from './under-load';

// Two backends on one database.

jest.setTimeout(600_000);

const TIMES = 3;

let stack: ChaosStack;
let cookies: string[];

beforeAll(async () => {
  stack = await ChaosStack.start({ BACKEND_REPLICAS: '2' });
  cookies = await stack.users(5);
}, 900_000);
afterAll(() => stack?.down(), 300_000);

const bothHealthy = () =>
  waitUntil('both backends', async () => (await stack.running('backend')).length === 2, {
    timeoutMs: 60_000,
    intervalMs: 200,
  });

it('F-02: one of two backends is killed, and no request fails that may be asked twice', async () => {
  const { account, failures } = await underLoad({ stack, cookies }, 'F-02', async () => {
    for (let time = 0; time < TIMES; time++) {
      await wait(5_000);
      await stack.kill('backend');
      await wait(1_000);
      await bothHealthy();
    }
  });
  // A message that a backend was killed over is sent again by its page, not by nginx.
  expect(failures.filter(({ path }) => path !== '/api/chat')).toEqual([]);
  expect(account).toMatchObject({ ackedLost: 0, duplicates: 0, faults: [] });
  expect(account.reconnects).toBeGreaterThan(0);
  // 3 s is what is asked; a busy machine adds to it.
  expect(account.reconnectP95Ms).toBeLessThan(8_000);
});

it('F-31: puts two backends of a release in the place of two of another, without a gap', async () => {
  const tag = await stack.release('good');
  const seen = await underLoad({ stack, cookies }, 'F-31 two backends', () =>
    stack.make('update', { NO_BACKUP: '1' }),
  );
  expect(seen.result).toMatchObject({ code: 0 });
  expect(seen).toMatchObject(NOBODY_NOTICED);
  expect(await stack.running('backend')).toEqual([tag, tag]);
});

it('F-47: PostgreSQL gets a new password while everything runs, and nobody notices', async () => {
  const before = await stack.secret('postgres_password');
  const seen = await underLoad({ stack, cookies }, 'F-47', async () => {
    const rotated = await stack.make('rotate-secrets');
    await wait(5_000);
    return rotated;
  });
  expect(seen.result).toMatchObject({ code: 0 });
  expect(seen).toMatchObject(NOBODY_NOTICED);
  expect(await stack.secret('postgres_password')).not.toBe(before);
  // Who opens a connection has to know the new one.
  await stack.sql(
    `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'alice' AND pid <> pg_backend_pid()`,
  );
  const person = new Person(stack, cookies[0] ?? '');
  await waitUntil('all of it', async () => isOk(await person.get('/api/conversations')) && person.command(), {
    timeoutMs: 5_000,
  });
  expect(await stack.sql(`SELECT subject, outcome FROM audit_log WHERE action = 'secrets_rotated'`)).toMatch(
    'postgres_password|ok',
  );
  // Interrupted just before the file is written, it goes on from there.
  const next = 'a password that came to be by hand';
  await stack.sql(`ALTER ROLE alice PASSWORD '${next}'`);
  await stack.shell(`printf '%s' '${next}' > secrets/production/postgres_password.next`);
  expect(await stack.make('rotate-secrets')).toMatchObject({ code: 0 });
  expect(await stack.secret('postgres_password')).toBe(next);
  expect(await stack.make('status')).toMatchObject({ code: 0 });
});
