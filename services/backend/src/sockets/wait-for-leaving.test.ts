import { waitForLeaving } from './wait-for-leaving';

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
