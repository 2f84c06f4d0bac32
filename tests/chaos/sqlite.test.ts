import { docker } from '@alice/test-stack';
import { ChaosStack } from './chaos-stack';
import { report } from './report';
import { underLoad } from './under-load';

// A small office's stack: the database is a file, which one backend has at a time.

jest.setTimeout(600_000);

let stack: ChaosStack;
let cookies: string[];

beforeAll(async () => {
  const DATABASE_URL = 'sqlite:/data/alice.db';
  // As `make up DATABASE_URL=…` hands it over: what the shell happens to have in it is no word to Alice.
  stack = await ChaosStack.start({ DATABASE_URL, MAKEFLAGS: ` -- DATABASE_URL=${DATABASE_URL}` });
  cookies = await stack.users(5);
  expect(await stack.make('backup')).toMatchObject({ code: 0 });
}, 900_000);
afterAll(() => stack?.down(), 300_000);

it('on SQLite an update stops the backend for seconds, says so, and nothing is lost', async () => {
  const tag = await stack.release('good');
  const seen = await underLoad({ stack, cookies }, 'SQLite update', () => stack.make('update'));
  expect(seen.result).toMatchObject({
    code: 0,
    output: expect.stringContaining('on SQLite one backend runs at a time') as string,
  });
  expect(await stack.running('backend')).toEqual([tag]);
  // Who asks meanwhile is told to come again.
  expect(seen.failures.filter(({ what }) => !what.startsWith('503 {'))).toEqual([]);
  expect(seen.account).toMatchObject({ ackedLost: 0, duplicates: 0, unanswered: 0, faults: [] });
});

it('REF is built from its commit, whatever lies here', async () => {
  const file = 'services/backend/data/assistant/of-another-commit.txt';
  const commit = await stack.shell(`
    echo chaos > ${file}
    git add ${file} && git commit -qm 'another' && git tag another && git reset -q --hard HEAD~1
    git rev-parse another`);
  const updated = await stack.make('update', { REF: 'another' });
  report('SQLite update REF', { seconds: updated.seconds });
  expect(updated).toMatchObject({ code: 0 });
  const [tag] = await stack.running('backend');
  expect(tag).toMatch(commit.slice(0, 7));
  expect(await docker(['exec', await stack.container('backend'), 'cat', file])).toBe('chaos\n');
});
