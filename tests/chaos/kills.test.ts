import { setTimeout as wait } from 'node:timers/promises';
import { waitUntil } from '@alice/test-stack';
import { inspect, secondsSince, type ChaosStack } from './chaos-stack';
import { Ledger } from './ledger';
import { isOk, startWithPeople, type Person } from './person';
import { report } from './report';

// Processes that are killed: the part of the faults that every run of all tests has too.

jest.setTimeout(600_000);

/** How often PostgreSQL is killed; CHAOS_TIMES=20 for the figures. */
const TIMES = Number(process.env.CHAOS_TIMES ?? 3);
/**
 * Docker waits before it starts a container again, from 0.1 s on and twice as long each time, until that has run for 10 s: a
 * few times in a row cost nothing, many are to be crashes of their own, and not a crash loop.
 */
const PAUSE_MS = TIMES > 5 ? 11_000 : 2_000;

let stack: ChaosStack;
let cookies: string[];
let person: Person;

beforeAll(async () => {
  ({ stack, cookies, person } = await startWithPeople());
}, 900_000);
afterAll(() => stack?.down(), 300_000);

const command = () => person.command();
const answer = () => person.answer();

it.each([
  ['nlu', 'a command', command, 'an answer', answer],
  ['ollama', 'an answer', answer, 'a command', command],
  ['frontend', 'a page', async () => isOk(await person.get('/login')), 'a command', command],
  [
    'prometheus',
    'its container',
    async () => {
      const id = await stack.container('prometheus');
      return id !== '' && (await inspect(id, '{{.State.Health.Status}}')) === 'healthy';
    },
    'a command',
    command,
  ],
])('F-04: without %s all else goes on, and it is back', async (service, what, works, other, goesOn) => {
  expect(await works()).toBe(true);
  const began = performance.now();
  await stack.kill(service);
  await waitUntil(other, goesOn, { timeoutMs: 3_000, intervalMs: 50 });
  const otherSeconds = secondsSince(began);
  await waitUntil(`${what}`, works, { timeoutMs: 60_000, intervalMs: 100 });
  report(`F-04 ${service}`, { backSeconds: secondsSince(began), meanwhile: `${other} in ${otherSeconds} s` });
});

it('F-05: nginx is back, and the pages too', async () => {
  const ledger = await Ledger.open(stack, cookies, 20, 3_000);
  const began = performance.now();
  await stack.kill('nginx');
  await waitUntil('the door', async () => isOk(await person.get('/healthz')), {
    timeoutMs: 30_000,
    intervalMs: 50,
  });
  const backSeconds = secondsSince(began);
  await wait(3_000);
  const account = await ledger.close();
  report('F-05', { backSeconds, ...account });
  expect(account).toMatchObject({ ackedLost: 0, duplicates: 0, unanswered: 0, faults: [] });
});

it(`F-06: PostgreSQL is killed again and again under load, and keeps all that was acknowledged`, async () => {
  const ledger = await Ledger.open(stack, cookies, 20, 2_000);
  const back: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    await wait(PAUSE_MS);
    const began = performance.now();
    await stack.kill('postgres');
    await waitUntil('the database', async () => isOk(await person.get('/api/conversations')), {
      timeoutMs: 60_000,
      intervalMs: 100,
    });
    back.push(secondsSince(began));
  }
  const account = await ledger.close();
  report('F-06', { times: TIMES, longestSeconds: Math.max(...back), ...account });
  expect(account).toMatchObject({ ackedLost: 0, duplicates: 0, faults: [] });
  expect(await stack.sql('SELECT count(*) FROM messages')).toMatch(/^\d+/);
});
