import { UnavailableError } from '@alice/errors';
import { waitUntil } from '@alice/test-stack';
import { LoneTurnBoardStore } from './lone-turn-board-store';
import { turnQueueContract } from './turn-queue.contract';
import { TurnQueue } from './turn-queue';

const open = () => Promise.resolve(new LoneTurnBoardStore());
const never = new AbortController().signal;
const limits = { parallel: 1, waitingPerUser: 2, most: 16, longestWaitMs: 60_000, quietMs: 60_000 };

describe('the queue of one backend', () => turnQueueContract(open));
describe('the queue of three backends', () => turnQueueContract(open, ['a', 'b', 'c']));

it('asks the board once for a turn that need not wait', async () => {
  const boards = new LoneTurnBoardStore();
  const queue = new TurnQueue({ boards, instanceId: 'a', ...limits });
  await queue.look();
  const [read, replace] = [jest.spyOn(boards, 'read'), jest.spyOn(boards, 'replace')];
  await queue.enter('anna', never, () => undefined);
  expect([read.mock.calls.length, replace.mock.calls.length]).toEqual([0, 1]);
});

it('takes its turns off when the board can be reached again, and lets nobody in until then', async () => {
  const boards = new LoneTurnBoardStore();
  const queue = new TurnQueue({ boards, instanceId: 'a', ...limits });
  const leave = await queue.enter('anna', never, () => undefined);
  const away = jest.spyOn(boards, 'replace').mockRejectedValue(new Error('away'));
  leave();
  await expect(queue.enter('bo', never, () => undefined)).rejects.toThrow(UnavailableError);
  away.mockRestore();
  await waitUntil('the board to be empty', async () => (await boards.read()).board.tickets.length === 0);
});

it('keeps its turns where others took it for dead', async () => {
  const boards = new LoneTurnBoardStore();
  const queue = new TurnQueue({ boards, instanceId: 'a', ...limits });
  await queue.enter('anna', never, () => undefined);
  const places: number[] = [];
  const over = new AbortController();
  const waiting = queue.enter('bo', over.signal, (place) => places.push(place));
  waiting.catch(() => undefined);
  await waitUntil('bo to wait', () => places.length > 0);
  const { board, version } = await boards.read();
  await boards.replace(version, { ...board, tickets: [] });
  await queue.look();
  const { tickets } = (await boards.read()).board;
  expect(tickets.map(({ userId, running }) => [userId, running])).toEqual([
    ['anna', true],
    ['bo', false],
  ]);
  expect(places).toEqual([1]);
  over.abort(new Error('over'));
  await expect(waiting).rejects.toThrow('over');
});
