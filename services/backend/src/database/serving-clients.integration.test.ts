import { docker, startPostgres, waitUntil, type TestPostgres } from '@alice/test-stack';
import { openDatabase, type Database } from './open-database';

jest.setTimeout(120_000);

let postgres: TestPostgres;
let database: Database;

beforeAll(async () => {
  postgres = await startPostgres();
  database = openDatabase(postgres.url, undefined, 'serve');
  await database.raw('CREATE TABLE things (name text)');
}, 180_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
});

const pause = (what: 'pause' | 'unpause') => docker([what, postgres.container.getId()]);
const read = () => database('things').select();
const write = () =>
  database.transaction(async (each) => {
    await each('things').insert({ name: 'one' });
    await each('things').insert({ name: 'two' });
  });

/** What the call failed with, and after how many milliseconds. */
async function failure(call: () => PromiseLike<unknown>): Promise<{ code: unknown; afterMs: number }> {
  const began = performance.now();
  const error = await call().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { code: (error as { code?: string } | undefined)?.code, afterMs: performance.now() - began };
}

it('keeps nobody waiting for a database that stands still, and goes on as soon as it does', async () => {
  // As many connections as there may be, and as many that wait for one.
  await Promise.all(Array.from({ length: 10 }, () => database.raw('SELECT pg_sleep(0.2)')));
  await pause('pause');
  const first = await Promise.all(
    Array.from({ length: 20 }, (_, index) => failure(index % 2 === 0 ? read : write)),
  );
  const later = [await failure(read), await failure(write)];
  await pause('unpause');
  const began = performance.now();
  await waitUntil(
    'the database to be back',
    () =>
      read().then(
        () => true,
        () => false,
      ),
    { intervalMs: 50 },
  );
  const backMs = performance.now() - began;
  await write();

  expect([...first, ...later].every(({ code }) => code === 'unavailable')).toBe(true);
  expect(Math.max(...first.map(({ afterMs }) => afterMs))).toBeLessThan(4_000);
  expect(Math.max(...later.map(({ afterMs }) => afterMs))).toBeLessThan(200);
  expect(backMs).toBeLessThan(3_000);
  // All of a change or nothing, and no connection that is still in the middle of one.
  const rows = await read();
  expect(rows.length % 2).toBe(0);
  const { rows: open } = await database.raw<{ rows: unknown[] }>(
    `SELECT 1 FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'`,
  );
  expect(open).toEqual([]);
});

it('stays open where a statement takes too long on a server that lives', async () => {
  const slow = failure(() => database.raw('SELECT pg_sleep(10)'));
  await expect(Promise.all(Array.from({ length: 3 }, read))).resolves.toHaveLength(3);
  expect(await slow).toMatchObject({ code: 'unavailable' });
  await read();
});
