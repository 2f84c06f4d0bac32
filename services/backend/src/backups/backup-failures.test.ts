import { failuresAfter, type Failed } from './backup-failures';

const failed = (code: Failed['code']): Failed => ({ at: '2026-05-04T02:00:00.000Z', code });
const NONE = { failures: {}, lastFailure: null };

it('tells of a backup that could not be made until one is, whatever else goes well or fails', () => {
  const made = failuresAfter(NONE, 'make', failed('disk_full'));
  expect(failuresAfter(made, 'verify', null).lastFailure).toEqual(failed('disk_full'));
  const both = failuresAfter(made, 'verify', failed('database_unavailable'));
  expect(both.lastFailure).toEqual(failed('disk_full'));
  expect(failuresAfter(both, 'verify', null).lastFailure).toEqual(failed('disk_full'));
  expect(failuresAfter(both, 'make', null)).toEqual(NONE);
});

it('tells of a damaged repository until it is read again, though backups can be made', () => {
  const checked = failuresAfter(NONE, 'check', failed('repository_failed'));
  expect(failuresAfter(checked, 'make', null).lastFailure).toEqual(failed('repository_failed'));
  const both = failuresAfter(checked, 'make', failed('key_wrong'));
  expect(both.lastFailure).toEqual(failed('key_wrong'));
  expect(failuresAfter(both, 'make', null).lastFailure).toEqual(failed('repository_failed'));
  expect(failuresAfter(checked, 'check', null)).toEqual(NONE);
});

it('takes what a version before wrote for a backup that could not be made', () => {
  const old = { lastFailure: failed('interrupted') };
  expect(failuresAfter(old, 'verify', null).lastFailure).toEqual(failed('interrupted'));
  expect(failuresAfter(old, 'make', null)).toEqual(NONE);
});
