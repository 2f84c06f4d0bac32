import { setTimeout as wait } from 'node:timers/promises';
import type { ChatResponse } from '@alice/contracts';
import { docker } from '@alice/test-stack';
import { ChaosStack } from './chaos-stack';
import { Ledger } from './ledger';
import { Person } from './person';
import { report } from './report';

// The clock of the host, as the containers see it that keep time: libfaketime shows them another, which a file sets.

jest.setTimeout(600_000);

const HOUR_SECONDS = 3_600;
/** In seconds from now: a moment after that at which 32 bits of seconds are full. */
const YEAR_2038_SECONDS = Math.round((Date.parse('2038-02-01T00:00:00Z') - Date.now()) / 1_000);
/** Longer than a backend may be silent before the other takes it for gone; in milliseconds. */
const SETTLED_MS = 12_000;

const SERVICES = ['backend', 'nlu', 'frontend', 'postgres'] as const;

let stack: ChaosStack;
let cookies: string[];

beforeAll(async () => {
  stack = await ChaosStack.start({ BACKEND_REPLICAS: '2' });
  cookies = await stack.users(5);
  for (const service of SERVICES) {
    const image = `${stack.project}-${service}:latest`;
    await stack.shell(`docker build -q -t ${image} - <<'END'
FROM ${image}
USER root
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends libfaketime
ENV LD_PRELOAD=/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1 FAKETIME_TIMESTAMP_FILE=/tmp/clock \\
    FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1
USER ${await stack.shell(`docker image inspect -f '{{or .Config.User "root"}}' ${image}`)}
END`);
  }
  expect(await stack.make('start')).toMatchObject({ code: 0, output: '' });
}, 900_000);
afterAll(() => stack?.down(), 300_000);

/** Sets the clocks to so many seconds from what they really are. */
async function leap(seconds: number): Promise<void> {
  await stack.shell(`for service in ${SERVICES.join(' ')}; do
    for id in $(docker ps -q --filter label=com.docker.compose.project=${stack.project} --filter label=com.docker.compose.service=$service); do
      echo "${seconds < 0 ? '' : '+'}${seconds}" | docker exec -i $id sh -c 'cat > /tmp/clock'
    done
  done`);
  await wait(2_000);
}

/** What the backend's clock is apart from ours, in seconds. */
const apart = async () => {
  const said = await docker(['exec', await stack.container('backend'), 'node', '-p', 'Date.now()']);
  return (Number(said) - Date.now()) / 1_000;
};

/** Whether somebody is signed in, and a command is carried out in a time that can be; who is not is told so. */
async function isServed(cookie: string): Promise<boolean> {
  const person = new Person(stack, cookie);
  const said = await person.say('pausa musiken');
  const { status } = await person.get('/api/conversations');
  expect([200, 401]).toContain(status);
  expect(said.status).toBe(status);
  if (status === 401) return false;
  const { meta } = JSON.parse(said.body) as ChatResponse;
  const took = meta.tools?.map(({ latency_ms: latency }) => latency) ?? [];
  expect(took.length).toBeGreaterThan(0);
  expect(took.every((ms) => ms >= 0 && ms < 10_000)).toBe(true);
  return true;
}

it('F-27: the clock goes an hour forth and back, and leaps to 2038: nobody is signed out for it, nor in for years', async () => {
  const restarts = await stack.restarts();
  const [early = '', second = ''] = cookies;
  const ledger = await Ledger.open(stack, cookies, 10, 2_000);
  const long = stack.ask('/api/chat', {
    method: 'POST',
    body: { text: 'Berätta något långt. [double:say 400] [double:pace 100]' },
    cookie: second,
    timeoutMs: 120_000,
  });

  await leap(HOUR_SECONDS);
  expect(await apart()).toBeCloseTo(HOUR_SECONDS, -1);
  await wait(SETTLED_MS);
  expect(await isServed(early)).toBe(true);
  const inAnHour = await stack.signIn('chaos 1');

  await leap(-HOUR_SECONDS);
  await wait(SETTLED_MS);
  expect(await isServed(early)).toBe(true);
  expect(await isServed(inAnHour)).toBe(true);
  expect(await isServed(await stack.signIn('chaos 1'))).toBe(true);
  // Neither backend took the other for gone, and ended what it was saying.
  expect((await long).status).toBe(200);
  const account = await ledger.close();

  // The sessions of today are over by then. Nobody signs in, and they are there again when the clock is right.
  await leap(YEAR_2038_SECONDS);
  expect(await isServed(early)).toBe(false);
  await leap(0);
  expect(await isServed(early)).toBe(true);

  await leap(YEAR_2038_SECONDS);
  const in2038 = await stack.signIn('chaos 1');
  expect(await isServed(in2038)).toBe(true);
  await leap(0);
  expect(await isServed(in2038)).toBe(false);
  expect(await isServed(await stack.signIn('chaos 1'))).toBe(true);
  // That one person signed in then has ended nobody else's session.
  expect(await isServed(second)).toBe(true);

  report('F-27', {
    ...account,
    containersRestarted: (await stack.restarts()) === restarts ? 'none' : 'some',
  });
  expect(account).toMatchObject({ ackedLost: 0, duplicates: 0, unanswered: 0, faults: [] });
  expect(await stack.restarts()).toBe(restarts);
});
