import { chooseForgotten, type ListedBackup } from './choose-forgotten';

const NOW = new Date('2026-06-30T12:00:00Z');
const DAY_MS = 86_400_000;
const backup = (daysOld: number, verified = true): ListedBackup => ({
  name: `${daysOld}${verified ? '' : '?'}`,
  at: new Date(NOW.getTime() - daysOld * DAY_MS),
  verified,
});
const forgotten = (backups: ListedBackup[]) => chooseForgotten(backups, 30, NOW).map(({ name }) => name);
const nightly = (from: number, count: number) => Array.from({ length: count }, (_, i) => backup(from + i));

it('forgets what is older than it is to be kept', () => {
  expect(forgotten(nightly(0, 34))).toEqual(['31', '32', '33']);
});

it('keeps the newest seven that are verified, whatever their age', () => {
  expect(forgotten([backup(1), ...nightly(40, 8)])).toEqual(['46', '47']);
});

it('forgets old ones that were never verified, once a newer one is', () => {
  expect(forgotten([backup(0), backup(31, false), backup(2, false)])).toEqual(['31?']);
});

it('counts none that was made in a time to come, and forgets none of those', () => {
  expect(forgotten([backup(-4_000), ...nightly(31, 9)])).toEqual([]);
  expect(forgotten([backup(-4_000), ...nightly(1, 6), ...nightly(40, 2)])).toEqual(['41']);
});

it.each([
  ['none is verified', nightly(31, 9).map((old) => ({ ...old, verified: false }))],
  ['the newest that is verified is older than 36 hours', nightly(1.6, 50)],
  ['there are none', []],
])('forgets nothing where %s', (_, backups) => {
  expect(forgotten(backups)).toEqual([]);
});
