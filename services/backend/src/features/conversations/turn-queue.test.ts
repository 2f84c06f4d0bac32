import { LlmBusyError, RateLimitedError } from '@alice/errors';
import { waitUntil } from '@alice/test-stack';
import { TurnQueue } from './turn-queue';

const never = new AbortController().signal;
const settled = () => new Promise((resolve) => setImmediate(resolve));

function queueOf(change: Partial<ConstructorParameters<typeof TurnQueue>[0]> = {}) {
  const queue = new TurnQueue({
    parallel: 1,
    waitingPerUser: 2,
    most: 16,
    longestWaitMs: 60_000,
    quietMs: 1,
    ...change,
  });
  const begun: string[] = [];
  const places = new Map<string, number[]>();
  const leavers = new Map<string, () => void>();
  const refused: unknown[] = [];
  const enter = (name: string, signal = never) => {
    places.set(name, []);
    const entered = queue.enter(name.charAt(0), signal, (place) => places.get(name)?.push(place));
    return entered.then(
      (leave) => {
        begun.push(name);
        leavers.set(name, leave);
      },
      (error: unknown) => void refused.push(error),
    );
  };
  const leave = async (name: string) => {
    leavers.get(name)?.();
    await settled();
  };
  return { queue, begun, places, refused, enter, leave };
}

it('lets a turn begin at once where the model is free, without a word of a queue', async () => {
  const { begun, places, enter } = queueOf();
  await enter('a1');
  expect(begun).toEqual(['a1']);
  expect(places.get('a1')).toEqual([]);
});

it('goes round the users, whoever asked most, and tells each its place', async () => {
  const { begun, places, enter, leave } = queueOf();
  await enter('a1');
  for (const name of ['a2', 'a3', 'b1', 'b2', 'c1']) void enter(name);
  await settled();
  expect(places.get('b1')).toEqual([1]);
  expect(places.get('a3')).toEqual([2, 3, 4, 5]);
  for (const name of ['a1', 'b1', 'c1', 'a2', 'b2', 'a3']) await leave(name);
  expect(begun).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  expect(places.get('c1')?.at(-1)).toBe(0);
});

it('makes as many at once as the model can, and one for each user', async () => {
  const { begun, enter } = queueOf({ parallel: 2 });
  for (const name of ['a1', 'a2', 'b1', 'c1']) void enter(name);
  await settled();
  expect(begun).toEqual(['a1', 'b1']);
});

it('refuses a fourth of one user, and a seventeenth of all, at once and with a time to come back', async () => {
  const { enter, refused } = queueOf();
  for (const name of ['a1', 'a2', 'a3', 'a4']) void enter(name);
  await settled();
  expect(refused.splice(0)).toEqual([expect.any(RateLimitedError)]);
  for (const user of 'bcdefghijklmnop') void enter(`${user}1`);
  await settled();
  expect(refused).toHaveLength(2);
  for (const error of refused) {
    expect(error).toBeInstanceOf(LlmBusyError);
    expect((error as LlmBusyError).retryAfterSeconds).toBeGreaterThan(0);
  }
});

it('lets who leaves go, and moves the others up', async () => {
  const { begun, places, enter, leave, refused } = queueOf();
  const controller = new AbortController();
  await enter('a1');
  void enter('b1', controller.signal);
  void enter('c1');
  await settled();
  controller.abort(new Error('left'));
  await settled();
  expect(refused).toEqual([new Error('left')]);
  expect(places.get('c1')).toEqual([2, 1]);
  await leave('a1');
  expect(begun).toEqual(['a1', 'c1']);
});

it('lets nobody wait for ever', async () => {
  const { enter, refused } = queueOf({ longestWaitMs: 5 });
  await enter('a1');
  await enter('b1');
  expect(refused).toEqual([expect.any(LlmBusyError)]);
});

it('works quietly when nobody needs the model, and gives way at once', async () => {
  const { queue, begun, enter, leave } = queueOf();
  await enter('a1');
  const done: string[] = [];
  let begunWork = false;
  queue.whenQuiet(
    (signal) =>
      new Promise((resolve) => {
        if (begunWork) {
          done.push('begun anew');
          resolve();
          return;
        }
        begunWork = true;
        signal.addEventListener('abort', () => {
          done.push('gave way');
          resolve();
        });
      }),
  );
  queue.whenQuiet(() => {
    done.push('second');
    return Promise.resolve();
  });
  await settled();
  expect(done).toEqual([]);
  await leave('a1');
  await waitUntil('the first work to begin', () => begunWork);
  await enter('b1');
  expect(begun).toEqual(['a1', 'b1']);
  expect(done).toEqual(['gave way']);
  await leave('b1');
  await waitUntil('all of it', () => done.length === 3);
  expect(done).toEqual(['gave way', 'second', 'begun anew']);
});
