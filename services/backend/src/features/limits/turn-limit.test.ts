import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TURN_WINDOW_SECONDS, TurnLimit } from './turn-limit';

const limits: TurnLimit[] = [];

beforeEach(() => jest.useFakeTimers());
afterEach(async () => {
  for (const limit of limits.splice(0)) await limit.close();
  jest.useRealTimers();
});

function open(quota: number, shared?: RateLimiterMemory): TurnLimit {
  const limit = new TurnLimit(quota, shared);
  limits.push(limit);
  return limit;
}
const refused = (limit: TurnLimit, userId: string) =>
  limit.take(userId).then(
    () => false,
    (error: unknown) => error,
  );

it('lets as many messages through in a minute as it was told, of each person', async () => {
  const limit = open(3);
  for (let i = 0; i < 3; i++) expect(await refused(limit, 'anna')).toBe(false);
  jest.advanceTimersByTime(20_000);
  expect(await refused(limit, 'anna')).toMatchObject({
    code: 'rate_limited',
    retryAfterSeconds: 40,
    limit: { policy: 'turns', quota: 3, windowSeconds: 60 },
  });
  expect(await refused(limit, 'bo')).toBe(false);
  jest.advanceTimersByTime(40_000);
  expect(await refused(limit, 'anna')).toBe(false);
});

it('goes on where the others’ window ends as it asks', async () => {
  const shared = new RateLimiterMemory({ points: 3, duration: TURN_WINDOW_SECONDS });
  jest.spyOn(shared, 'penalty').mockResolvedValue(new RateLimiterRes(0, 0, 3, false));
  const limit = open(3, shared);
  for (let i = 0; i < 3; i++) await refused(limit, 'anna');
  await jest.advanceTimersByTimeAsync(1_000);
  await jest.advanceTimersByTimeAsync(TURN_WINDOW_SECONDS * 1_000);
  expect(await refused(limit, 'anna')).toBe(false);
});

it('counts together with the other backends, a second later', async () => {
  const shared = new RateLimiterMemory({ points: 10, duration: TURN_WINDOW_SECONDS });
  const [one, other] = [open(10, shared), open(10, shared)];
  for (let i = 0; i < 6; i++) {
    expect(await refused(one, 'anna')).toBe(false);
    expect(await refused(other, 'anna')).toBe(false);
  }
  await jest.advanceTimersByTimeAsync(1_000);
  expect(await refused(other, 'anna')).toMatchObject({ code: 'rate_limited' });
  expect(await refused(other, 'bo')).toBe(false);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(await refused(other, 'anna')).toBe(false);
});
