import { LlmBusyError, RateLimitedError } from '@alice/errors';
import { waitUntil } from '@alice/test-stack';
import type { TurnBoardStore } from './turn-board-store';
import { TurnQueue, type TurnQueueOptions } from './turn-queue';

const never = new AbortController().signal;

/** Queues of several backends on one board, and one person after the other at them: `a1` is the first turn of a. */
function queuesOn(boards: TurnBoardStore, instances: readonly string[], change: Partial<TurnQueueOptions>) {
  const queues: TurnQueue[] = instances.map(
    (instanceId) =>
      new TurnQueue({
        boards,
        instanceId,
        parallel: 1,
        waitingPerUser: 2,
        most: 16,
        longestWaitMs: 60_000,
        quietMs: 1,
        onChange: () => {
          for (const other of queues) if (other !== queues[instances.indexOf(instanceId)]) void other.look();
        },
        ...change,
      }),
  );
  const begun: string[] = [];
  const places = new Map<string, number[]>();
  const leavers = new Map<string, () => void>();
  const refused: unknown[] = [];
  let next = 0;
  /** Resolves when it is known where the turn stands. */
  const enter = async (name: string, signal = never) => {
    const told: number[] = [];
    places.set(name, told);
    let ended = false;
    const queue = queues[next++ % queues.length] as TurnQueue;
    void queue
      .enter(name.charAt(0), signal, (place) => told.push(place))
      .then(
        (leave) => {
          begun.push(name);
          leavers.set(name, leave);
        },
        (error: unknown) => void refused.push(error),
      )
      .finally(() => (ended = true));
    await waitUntil(`${name} to be placed`, () => told.length > 0 || ended, { intervalMs: 1 });
  };
  const until = (label: string, holds: () => boolean) => waitUntil(label, holds, { intervalMs: 1 });
  const leave = async (name: string, then?: string) => {
    leavers.get(name)?.();
    if (then) await until(`${then} to begin`, () => begun.at(-1) === then);
  };
  return { queues, begun, places, refused, enter, leave, until };
}

/** How the language model is shared; `open` gives an empty board on which all of `instances` live. */
export function turnQueueContract(
  open: () => Promise<TurnBoardStore>,
  instances: readonly string[] = ['a'],
): void {
  let boards: TurnBoardStore;
  let opened: TurnQueue[] = [];
  const queuesOf = (change: Partial<TurnQueueOptions> = {}) => {
    const all = queuesOn(boards, instances, change);
    opened = all.queues;
    return all;
  };
  beforeEach(async () => {
    boards = await open();
  });
  afterEach(async () => {
    for (const queue of opened) queue.close();
    await Promise.all(opened.map((queue) => queue.look()));
  });

  it('lets a turn begin at once where the model is free, without a word of a queue', async () => {
    const { begun, places, enter } = queuesOf();
    await enter('a1');
    expect(begun).toEqual(['a1']);
    expect(places.get('a1')).toEqual([]);
  });

  it('goes round the users, whoever asked most, and tells each its place', async () => {
    const { begun, places, enter, leave, until } = queuesOf();
    for (const name of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1']) await enter(name);
    await until('a3 to be moved back', () => places.get('a3')?.at(-1) === 5);
    expect(places.get('b1')).toEqual([1]);
    // Places that two backends changed at the same time may be told as one.
    expect(places.get('a3')?.at(0)).toBe(2);
    expect(places.get('a3')).toEqual(places.get('a3')?.toSorted());
    const order = ['a1', 'b1', 'c1', 'a2', 'b2', 'a3'];
    for (const [index, name] of order.entries()) await leave(name, order[index + 1]);
    expect(begun).toEqual(order);
    expect(places.get('c1')?.at(-1)).toBe(0);
  });

  it('makes as many at once as the model can, and one for each user', async () => {
    const { queues, begun, enter } = queuesOf({ parallel: 2 });
    for (const name of ['a1', 'a2', 'b1', 'c1']) await enter(name);
    expect(begun).toEqual(['a1', 'b1']);
    await queues[0]?.look();
    expect([queues[0]?.made, queues[0]?.length]).toEqual([2, 2]);
  });

  it('refuses a fourth of one user, and a seventeenth of all, at once and with a time to come back', async () => {
    const { enter, refused } = queuesOf();
    for (const name of ['a1', 'a2', 'a3', 'a4']) await enter(name);
    expect(refused.splice(0)).toEqual([expect.any(RateLimitedError)]);
    for (const user of 'bcdefghijklmnop') await enter(`${user}1`);
    expect(refused).toHaveLength(2);
    for (const error of refused) {
      expect(error).toBeInstanceOf(LlmBusyError);
      expect((error as LlmBusyError).retryAfterSeconds).toBeGreaterThan(0);
    }
  });

  it('refuses as many of those who come all at the same time', async () => {
    const { begun, enter, refused } = queuesOf();
    await Promise.all([...'abcdefghijklmnopqrstuvwxyz'].map((user) => enter(`${user}1`)));
    expect(begun).toHaveLength(1);
    expect(refused).toHaveLength(10);
  });

  it('lets who leaves go, and moves the others up', async () => {
    const { begun, places, enter, leave, refused, until } = queuesOf();
    const controller = new AbortController();
    await enter('a1');
    await enter('b1', controller.signal);
    await enter('c1');
    controller.abort(new Error('left'));
    await until('c to move up', () => places.get('c1')?.at(-1) === 1);
    expect(refused).toEqual([new Error('left')]);
    expect(places.get('c1')).toEqual([2, 1]);
    await leave('a1', 'c1');
    expect(begun).toEqual(['a1', 'c1']);
  });

  it('lets nobody wait for ever', async () => {
    const { enter, refused, until } = queuesOf({ longestWaitMs: 1_000 });
    await enter('a1');
    await enter('b1');
    await until('b to be refused', () => refused.length > 0);
    expect(refused).toEqual([expect.any(LlmBusyError)]);
  });

  it('works quietly when nobody needs the model, and gives way at once', async () => {
    const { queues, begun, enter, leave, until } = queuesOf();
    await enter('a1');
    const done: string[] = [];
    let begunWork = false;
    queues[0]?.whenQuiet(
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
    queues[0]?.whenQuiet(() => {
      done.push('second');
      return Promise.resolve();
    });
    await queues[0]?.look();
    expect(done).toEqual([]);
    await leave('a1');
    await until('the first work to begin', () => begunWork);
    await enter('b1');
    await until('it to give way', () => done.length > 0);
    expect(begun).toEqual(['a1', 'b1']);
    expect(done).toEqual(['gave way']);
    await leave('b1');
    await until('all of it', () => done.length === 3);
    expect(done).toEqual(['gave way', 'second', 'begun anew']);
  });
}
