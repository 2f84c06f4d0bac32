import { RateLimitedError } from '@alice/errors';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { LOGIN_WINDOW_SECONDS, LoginBrake } from './login-brake';

let brake: LoginBrake;

beforeEach(() => {
  jest.useFakeTimers();
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: LOGIN_WINDOW_SECONDS });
  brake = new LoginBrake(limiter(5), limiter(20));
});
afterEach(() => jest.useRealTimers());

const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000);

/** Seconds to wait, or 0 where the attempt was let in. */
async function attempt(account?: string, address?: string): Promise<number> {
  try {
    await brake.begin({ ...(account ? { account } : {}), ...(address ? { address } : {}) });
    return 0;
  } catch (error) {
    if (!(error instanceof RateLimitedError)) throw error;
    return error.retryAfterSeconds ?? -1;
  }
}
const attempts = async (count: number, account?: string, address?: string) => {
  const waits: number[] = [];
  for (let i = 0; i < count; i++) waits.push(await attempt(account, address));
  return waits;
};

it('lets five attempts at an account in, and shuts it after that', async () => {
  expect(await attempts(7, 'åsa')).toEqual([0, 0, 0, 0, 0, 60, 60]);
  expect(await attempt('bo')).toBe(0);
});

it('lets who waited try once, and shuts for longer each time, up to a quarter of an hour', async () => {
  await attempts(6, 'åsa');
  for (const [wait, next] of [
    [60, 120],
    [120, 240],
    [240, 480],
    [480, 900],
    [900, 900],
  ] as const) {
    await pass(wait - 1);
    expect(await attempt('åsa')).toBe(1);
    await pass(1);
    expect(await attempts(2, 'åsa')).toEqual([0, next]);
  }
});

it('is not kept shut by who goes on while it is', async () => {
  await attempts(6, 'åsa');
  for (let i = 0; i < 5; i++) {
    await pass(10);
    expect(await attempt('åsa')).toBe(50 - 10 * i);
  }
  await pass(10);
  expect(await attempt('åsa')).toBe(0);
});

it('never shuts out the address that has signed in before, whatever strangers do', async () => {
  const timers = jest.spyOn(globalThis, 'setTimeout');
  const home = '192.0.2.1';
  expect(await attempt('åsa', home)).toBe(0);
  await brake.succeeded({ account: 'åsa', address: home });
  // Jest's timers run for any time; Node's would run out at once.
  expect(Math.max(...timers.mock.calls.map(([, ms = 0]) => ms))).toBeLessThan(2 ** 31);
  await attempts(10, 'åsa', '198.51.100.7');
  expect(await attempt('åsa', '198.51.100.8')).toBeGreaterThan(0);
  expect(await attempts(6, 'åsa', home)).toEqual([0, 0, 0, 0, 0, 60]);
  // What is known of one account is not known of another.
  await attempts(10, 'bo', '198.51.100.9');
  expect(await attempt('bo', home)).toBeGreaterThan(0);
});

it('opens an account that is told to', async () => {
  await attempts(8, 'åsa');
  await brake.forget('åsa');
  expect(await attempt('åsa')).toBe(0);
});

it('lets one of many at once in who waited', async () => {
  await attempts(6, 'åsa');
  await pass(60);
  const waits = await Promise.all(Array.from({ length: 10 }, () => attempt('åsa')));
  expect(waits.filter((seconds) => seconds === 0)).toHaveLength(1);
});

it('forgets an account’s attempts with the right one, and after some time', async () => {
  await attempts(5, 'åsa');
  await brake.succeeded({ account: 'åsa' });
  expect(await attempts(6, 'åsa')).toEqual([0, 0, 0, 0, 0, 60]);
  await pass(30 * 60 + 1);
  expect(await attempt('åsa')).toBe(0);
});

it('forgets fewer than five after a quarter of an hour', async () => {
  await attempts(4, 'åsa');
  await pass(LOGIN_WINDOW_SECONDS + 1);
  expect(await attempts(6, 'åsa')).toEqual([0, 0, 0, 0, 0, 60]);
});

it('lets twenty attempts of an address in, at whatever account, until its window ends', async () => {
  const waits: number[] = [];
  for (let i = 0; i < 21; i++) waits.push(await attempt(`name ${i}`, '192.0.2.1'));
  expect(waits.slice(0, 20)).toEqual(Array(20).fill(0));
  expect(waits[20]).toBe(900);
  expect(await attempt('åsa', '192.0.2.2')).toBe(0);
  await pass(890);
  expect(await attempt('åsa', '192.0.2.1')).toBe(10);
  await pass(11);
  expect(await attempt('åsa', '192.0.2.1')).toBe(0);
});

it('does not let a shut address shut accounts', async () => {
  await attempts(20, undefined, '192.0.2.1');
  await attempts(10, 'åsa', '192.0.2.1');
  expect(await attempt('åsa', '192.0.2.2')).toBe(0);
});

it('does not count what succeeds', async () => {
  for (let i = 0; i < 30; i++) {
    expect(await attempt('åsa', '192.0.2.1')).toBe(0);
    await brake.succeeded({ account: 'åsa', address: '192.0.2.1' });
  }
});
