import { waitUntil } from '@alice/test-stack';
import { AnswerLog } from './answer-log';
import type { StoredDelta } from './conversation-store';

const fail = (error: unknown) => {
  throw error;
};
const delta = (messageId: string, seq: number): StoredDelta => ({
  messageId,
  seq,
  text: `${messageId}${seq}`,
});

it('stores what many answers said together, in their order', async () => {
  const written: StoredDelta[][] = [];
  const store = {
    appendDeltas: (deltas: readonly StoredDelta[]) => Promise.resolve(void written.push([...deltas])),
  };
  const log = new AnswerLog(store, fail);
  for (let seq = 1; seq <= 3; seq++) for (const id of ['a', 'b']) log.add(delta(id, seq));
  await waitUntil('a write', () => written.length > 0);
  expect(written).toEqual([[1, 2, 3].flatMap((seq) => [delta('a', seq), delta('b', seq)])]);
});

it('loses nothing while the database is away', async () => {
  const written: StoredDelta[] = [];
  const errors: unknown[] = [];
  let away = true;
  const appendDeltas = (deltas: readonly StoredDelta[]) => {
    if (away) return Promise.reject(new Error('away'));
    written.push(...deltas);
    return Promise.resolve();
  };
  const log = new AnswerLog({ appendDeltas }, (error) => errors.push(error));
  log.add(delta('a', 1));
  await waitUntil('a failure', () => errors.length > 0);
  log.add(delta('a', 2));
  away = false;
  await waitUntil('both', () => written.length === 2);
  expect(written.map(({ seq }) => seq)).toEqual([1, 2]);
});

it('forgets what waits of an answer that is stored whole', async () => {
  const written: StoredDelta[] = [];
  const store = {
    appendDeltas: (deltas: readonly StoredDelta[]) => Promise.resolve(void written.push(...deltas)),
  };
  const log = new AnswerLog(store, fail);
  log.add(delta('a', 1));
  log.add(delta('b', 1));
  await log.close('a');
  await waitUntil('the other', () => written.length > 0);
  expect(written).toEqual([delta('b', 1)]);
});
