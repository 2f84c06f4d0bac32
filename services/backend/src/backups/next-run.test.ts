import { isLost, nextRun } from './next-run';

const next = (at: string, now: string) => {
  const date = nextRun(at, new Date(now));
  return `${date.toDateString()} ${date.toTimeString().slice(0, 5)}`;
};

it.each([
  ['02:00', '2026-05-04T01:59:59', 'Mon May 04 2026 02:00'],
  ['02:00', '2026-05-04T02:00:00', 'Tue May 05 2026 02:00'],
  ['23:30', '2026-12-31T23:45:00', 'Fri Jan 01 2027 23:30'],
])('at %s after %s comes %s', (at, now, expected) => {
  expect(next(at, now)).toBe(expected);
});

it('is lost where the clock was set back by more than a day, and not by an hour', () => {
  const following = nextRun('02:00', new Date('2026-05-04T01:00:00'));
  expect(isLost(following, new Date('2026-05-04T00:00:00'))).toBe(false);
  expect(isLost(following, new Date('2026-05-02T23:00:00'))).toBe(true);
  expect(isLost(nextRun('02:00', new Date('2038-02-01T01:00:00')), new Date('2026-05-04T01:00:00'))).toBe(
    true,
  );
});

it('comes within 25 hours, a year long', () => {
  let now = new Date('2026-01-01T12:00:00');
  for (let day = 0; day < 366; day++) {
    const following = nextRun('02:30', now);
    expect(following.getTime() - now.getTime()).toBeGreaterThan(0);
    expect(following.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
    now = following;
  }
});
