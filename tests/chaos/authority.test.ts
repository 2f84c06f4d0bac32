import { waitUntil } from '@alice/test-stack';
import { Pebble } from '../../services/certbot/pebble';
import { look, Prober, type Seen } from '../../services/certbot/prober';
import { ChaosStack, inspect, secondsSince } from './chaos-stack';
import { report } from './report';

// Production with the certificate of an authority, from `make up` on; certbot.integration.test.ts has the rest of its days.

jest.setTimeout(120_000);

const DOMAIN = 'alice.example.test';

let stack: ChaosStack;
let pebble: Pebble;

beforeAll(async () => {
  pebble = await Pebble.prepare();
  stack = await ChaosStack.start({
    DOMAIN,
    TLS_MODE: 'letsencrypt',
    ACME_EMAIL: 'owner@example.test',
    ACME_SERVER: Pebble.DIRECTORY,
    ACME_CA_BUNDLE: pebble.bundle,
    // The first try finds nobody there.
    ACME_RETRY_SECONDS: '10',
  });
}, 900_000);
afterAll(async () => {
  await pebble?.stop();
  await stack?.down();
}, 300_000);

const see = () => look(stack.httpsPort, DOMAIN);
const another = (than: Seen) =>
  waitUntil(
    'another certificate',
    async () => {
      const seen = await see();
      return seen.serial !== than.serial && seen;
    },
    { timeoutMs: 60_000, intervalMs: 200 },
  );
const egress = () => `${stack.project}_egress`;

it('serves its own certificate where the authority is away, and fetches the real one when it is there', async () => {
  const own = await see();
  expect(own).toMatchObject({ status: 200, issuer: 'Alice' });
  await waitUntil(
    'the first try to fail',
    async () =>
      /no new certificate of/.test(await stack.shell(`docker logs ${await stack.container('certbot')} 2>&1`)),
    { timeoutMs: 60_000, intervalMs: 500 },
  );
  const edge = `${stack.project}_edge`;
  const address = `{{(index .NetworkSettings.Networks "${edge}").IPAddress}}`;
  const nginx = await inspect(await stack.container('nginx'), address);
  const began = performance.now();
  await pebble.start(edge, [{ host: DOMAIN, ipAddress: nginx }]);
  await pebble.join(egress());
  const real = await another(own);
  report('authority', { fetchedSeconds: secondsSince(began) });
  expect(real).toMatchObject({ status: 200, names: `DNS:${DOMAIN}` });
  expect(real.issuer).toMatch(/^Pebble /);
  // Through the whole house, not nginx alone.
  expect(await stack.ask('/api/health/live')).toMatchObject({ status: 200 });
});

it('is renewed by `make certificates RENEW=1` without a request that fails, and kept where that is not possible', async () => {
  const before = await see();
  const prober = new Prober(stack.httpsPort, DOMAIN);
  const renewed = await stack.make('certificates', { RENEW: '1' });
  const after = await another(before).finally(() => prober.stop());
  expect(renewed).toMatchObject({ code: 0, output: expect.stringMatching(/issuer .*Pebble/) as string });
  expect(prober.failures).toEqual([]);
  await pebble.leave(egress());
  const refused = await stack.make('certificates', { RENEW: '1' });
  expect(refused).toMatchObject({
    code: 1,
    output: expect.stringContaining('the old one is served') as string,
  });
  expect(await see()).toMatchObject({ status: 200, serial: after.serial });
});
