import { TokenBucket } from './token-bucket';

it('gives all that it holds at once, and then as many as run in', () => {
  let now = 0;
  const bucket = new TokenBucket(100, 20, () => now);
  const taken = (times: number) => Array.from({ length: times }, () => bucket.take()).filter(Boolean).length;
  expect(taken(150)).toBe(100);
  now += 1_000;
  expect(taken(150)).toBe(20);
  now += 25;
  expect(taken(1)).toBe(0);
  now += 25;
  expect(taken(2)).toBe(1);
  now += 3_600_000;
  expect(taken(150)).toBe(100);
});
