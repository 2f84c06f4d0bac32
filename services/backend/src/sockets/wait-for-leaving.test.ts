import { leaveWithinMs, waitForLeaving } from './wait-for-leaving';

it('waits for the last socket, and no longer than it may', async () => {
  let looks = 0;
  await waitForLeaving(
    {
      get clientsCount() {
        return looks++ < 3 ? 1 : 0;
      },
    },
    10_000,
  );
  expect(looks).toBe(4);
  const began = performance.now();
  await waitForLeaving({ clientsCount: 1 }, 150);
  expect(performance.now() - began).toBeGreaterThanOrEqual(140);
});

it('gives many pages more time to leave in, and never too much', () => {
  expect([0, 5, 100, 5_000].map(leaveWithinMs)).toEqual([500, 500, 3_000, 6_000]);
});
