import { setTimeout as wait } from 'node:timers/promises';
import { waitUntil } from '@alice/test-stack';
import { Turn } from './turn';

const GATHER_MS = 40;

let turn: Turn;
let heard: string[];
beforeEach(() => {
  turn = new Turn('anna', 'c', 'm');
  heard = [];
  turn.subscribe({ onDelta: ({ seq, text }) => heard.push(`${seq}${text}`) });
});

it('says the first piece of a stream at once, and those that follow soon together, whole and in order', async () => {
  for (const word of ['Det', ' var', ' en', ' gång']) turn.stream(word, GATHER_MS);
  expect(heard).toEqual(['1Det']);
  await waitUntil('the rest', () => heard.length > 1);
  expect(heard).toEqual(['1Det', '2 var en gång']);
  expect(turn.after(1)).toEqual({ fromSeq: 1, text: ' var en gång' });
});

it('says a piece that comes later than that at once', async () => {
  turn.stream('Det', 1);
  await wait(5);
  turn.stream(' var', 1);
  expect(heard).toEqual(['1Det', '2 var']);
});

it('counts what is gathered neither as said nor as to come twice for who joins in the middle', () => {
  turn.stream('Det', GATHER_MS);
  turn.stream(' var', GATHER_MS);
  let joined = turn.text;
  turn.subscribe({ onDelta: ({ text }) => (joined += text) });
  turn.say(' så.');
  expect(joined).toBe('Det var så.');
  expect(heard).toEqual(['1Det', '2 var så.']);
});

it('takes back what is gathered with what was said', async () => {
  const retracted: number[] = [];
  turn.subscribe({ onRetract: ({ seq }) => retracted.push(seq) });
  turn.stream('Hm', GATHER_MS);
  turn.stream(', låt se', GATHER_MS);
  turn.retract();
  turn.say('Hej!');
  await wait(GATHER_MS + 5);
  expect(retracted).toEqual([1]);
  expect(heard).toEqual(['1Hm', '2Hej!']);
  expect(turn.text).toBe('Hej!');
});
