import { UnavailableError } from '@alice/errors';
import { nameDatabaseError } from './name-database-error';
import { openDatabase } from './open-database';

it('says of a database that nobody answers for that it is away, within some seconds', async () => {
  const database = openDatabase('postgres://alice:secret@127.0.0.1:1/alice');
  const error = await database('users').then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(nameDatabaseError(error)).toBeInstanceOf(UnavailableError);
  await database.destroy();
});

// pg's own words for a server that takes the connection and then stands still, and for one that takes too long.
it.each(['timeout expired', 'Query read timeout', 'canceling statement due to statement timeout'])(
  'takes "%s" for that too',
  (message) => {
    expect(nameDatabaseError(new Error(message))).toBeInstanceOf(UnavailableError);
  },
);

it('says of a disk that is full that it is', async () => {
  const database = openDatabase('sqlite::memory:');
  await database.raw('CREATE TABLE things (name text)');
  await database.raw('PRAGMA max_page_count = 8');
  const error = await database('things')
    .insert({ name: 'x'.repeat(100_000) })
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  expect(nameDatabaseError(error)).toMatchObject({ code: 'unavailable', reason: 'storage' });
  await database.destroy();
});

it('leaves other errors as they are', () => {
  const error = new TypeError('a bug');
  expect(nameDatabaseError(error)).toBe(error);
});
