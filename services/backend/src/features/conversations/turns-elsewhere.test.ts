import { LlmUnavailableError, UnavailableError } from '@alice/errors';
import { waitUntil } from '@alice/test-stack';
import { addTestUsers } from '../../database/add-test-users.contract';
import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import type { StoredTurn } from './conversation-store';
import { KnexConversationStore } from './knex-conversation-store';
import { begin, end } from './test-turns.contract';
import { Turn } from './turn';
import type { TurnWish } from './turn-peers.port';
import { TurnsElsewhere } from './turns-elsewhere';

let database: Database;
/** Of the backend that makes the answer. */
let there: KnexConversationStore;
let told: TurnWish[];
let turns: TurnsElsewhere;
let answer: StoredTurn;

beforeEach(async () => {
  database = openDatabase('sqlite::memory:');
  await migrateDatabase(database);
  await addTestUsers(database);
  await database('backend_instances').insert({ id: 'there', place: 'there', seen_at: 0 });
  there = new KnexConversationStore(database, 'there');
  told = [];
  const store = new KnexConversationStore(database, 'here');
  turns = new TurnsElsewhere({ store, instanceId: 'here', peers: { tell: (wish) => told.push(wish) } });
  answer = await begin(there, 'berätta');
});
afterEach(async () => {
  turns.close();
  await database.destroy();
});

const say = (from: number, ...texts: string[]) =>
  there.appendDeltas(texts.map((text, i) => ({ messageId: answer.messageId, seq: from + i, text })));

async function follow(): Promise<{ turn: Turn; heard: [number, string][]; retracted: number[] }> {
  const turn = await turns.follow('anna', answer.messageId);
  if (!turn) throw new Error('nothing to follow');
  const [heard, retracted]: [[number, string][], number[]] = [[], []];
  turn.subscribe({
    onDelta: ({ seq, text }) => heard.push([seq, text]),
    onRetract: ({ seq }) => retracted.push(seq),
  });
  return { turn, heard, retracted };
}

it('says what is stored under the same numbers, and ends as the answer does', async () => {
  await say(1, 'Det ', 'var ');
  const { turn, heard } = await follow();
  expect([turn.text, turn.seq]).toEqual(['Det var ', 2]);
  await say(3, 'en', ' gång');
  await waitUntil('it to be said', () => heard.length === 2);
  expect(heard).toEqual([
    [3, 'en'],
    [4, ' gång'],
  ]);
  await end(there, answer, 'Det var en gång en kung.');
  expect((await turn.done).reply.text).toBe('Det var en gång en kung.');
  expect(turn.text).toBe('Det var en gång en kung.');
});

it('takes back what is taken back, however much of it was heard', async () => {
  await say(1, 'Fel ', 'svar');
  const { turn, heard, retracted } = await follow();
  await say(3, ' igen');
  await there.forgetDeltas(answer.messageId, 3);
  await say(4, 'Rätt');
  await waitUntil('the right words', () => turn.text === 'Rätt');
  expect(turn.seq).toBe(4);
  expect(retracted).toEqual([3]);
  expect(heard.at(-1)).toEqual([4, 'Rätt']);
});

it.each([
  ['interrupted', UnavailableError],
  ['failed', LlmUnavailableError],
] as const)('fails where the answer is %s, and is not followed after that', async (status, error) => {
  const { turn } = await follow();
  await there.endTurn(answer.messageId, { text: '', status, seq: 0, response: null });
  await expect(turn.done).rejects.toThrow(error);
  expect(await turns.follow('anna', answer.messageId)).toBeUndefined();
});

it('shows an answer to its user alone', async () => {
  expect(await turns.follow('bo', answer.messageId)).toBeUndefined();
  await follow();
  expect(await turns.follow('bo', answer.messageId)).toBeUndefined();
});

it('tells that it is watched, and that nobody does any more', async () => {
  const { turn } = await follow();
  const leave = turn.watch();
  await waitUntil('it to be told', () => told.some(({ wish }) => wish === 'watch'));
  leave();
  await expect(turn.done).rejects.toThrow(UnavailableError);
  expect(told.at(-1)).toEqual({ wish: 'leave', userId: 'anna', messageId: answer.messageId, by: 'here' });
});

it('says a stop until the answer has ended, and of one that has ended that there was nothing to stop', async () => {
  const stopping = turns.stop('anna', answer.messageId);
  await waitUntil('it to be told', () => told.some(({ wish }) => wish === 'stop'));
  await end(there, answer, 'Det var');
  expect(await stopping).toBe(true);
  expect(await turns.stop('anna', answer.messageId)).toBe(false);
});

it('keeps an own answer for who watches it elsewhere, and lets it go when he leaves', () => {
  const turn = new Turn('anna', 'c', 'm');
  const wish = { userId: 'anna', messageId: 'm', by: 'there' };
  const leave = turn.watch();
  turns.heed(turn, { ...wish, wish: 'watch' });
  leave();
  expect(turn.interrupted).toBe(false);
  turns.heed(turn, { ...wish, wish: 'leave' });
  expect(turn.interrupted).toBe(true);
});

it('stops an own answer, and does not interrupt it', () => {
  const turn = new Turn('anna', 'c', 'm');
  turns.heed(turn, { wish: 'stop', userId: 'anna', messageId: 'm', by: 'there' });
  expect([turn.stopped, turn.interrupted]).toEqual([true, false]);
});
