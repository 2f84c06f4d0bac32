import type { ModelEvent } from '../features/conversations';
import { AnswerLimits } from './answer-limits';
import { readChatStream } from './ollama-chat-stream';

async function eventsOf(
  lines: Iterable<unknown>,
  onFirstToken = () => undefined,
  onBeganInThought = () => undefined,
): Promise<ModelEvent[]> {
  const limits = new AnswerLimits(
    { firstTokenMs: 5_000, idleMs: 5_000, totalMs: 5_000 },
    new AbortController().signal,
  );
  const body = async function* () {
    for (const line of lines) yield await Promise.resolve(Buffer.from(`${JSON.stringify(line)}\n`));
  };
  const events: ModelEvent[] = [];
  const options = { limits, beginsInThought: false, onFirstToken, onBeganInThought };
  try {
    for await (const event of readChatStream(body(), options)) events.push(event);
  } finally {
    limits.clear();
  }
  return events;
}

function* endlessly(message: unknown) {
  for (let count = 0; count < 1_000_000; count++) yield { message, done: false };
}

it('takes what is null or unknown for missing', async () => {
  const lines = [
    { message: null, extra: 1 },
    { error: null, message: { content: 'Hej', thinking: null, tool_calls: null, images: [] } },
    { message: { tool_calls: [{ id: 'x', function: { name: 'PAUSE', arguments: null, index: 0 } }] } },
    { done: true, done_reason: null, prompt_eval_count: 0, eval_count: 12 },
  ];
  expect(await eventsOf(lines)).toEqual([
    { type: 'text', text: 'Hej' },
    { type: 'calls', calls: [{ name: 'PAUSE', args: {} }], thinking: '' },
    { type: 'end', reason: 'stop' },
  ]);
});

it.each([
  [[{ message: { content: '' } }, { done: true }], false],
  [[{ message: { thinking: 'a' } }], true],
  [[{ message: { content: 'a' } }], true],
  [[{ message: { tool_calls: [{ function: { name: 'NEXT' } }] } }], true],
])('takes for life what is thought, said or called: %j', async (lines, alive) => {
  const onFirstToken = jest.fn();
  await eventsOf(lines, onFirstToken).catch(() => undefined);
  expect(onFirstToken.mock.calls.length > 0).toBe(alive);
});

it('takes back what turned out to be a thought, says so, and goes on with what follows', async () => {
  const pieces = ['Hmm', '.\n</thi', 'nk>\n\nHej', ' du'];
  const onBeganInThought = jest.fn();
  const lines = [...pieces.map((content) => ({ message: { content } })), { done: true }];
  expect(await eventsOf(lines, undefined, onBeganInThought)).toEqual([
    { type: 'text', text: 'Hmm' },
    { type: 'text', text: '.\n' },
    { type: 'retract' },
    { type: 'text', text: 'Hej' },
    { type: 'text', text: ' du' },
    { type: 'end', reason: 'stop' },
  ]);
  expect(onBeganInThought).toHaveBeenCalled();
});

it('takes back at the end what only the end decides', async () => {
  const lines = [{ message: { content: 'Hmm `x`</think>' } }, { done: true }];
  expect((await eventsOf(lines)).slice(-2)).toEqual([{ type: 'retract' }, { type: 'end', reason: 'stop' }]);
});

it('tells what an answer took where the server counted', async () => {
  const events = await eventsOf([{ done: true, prompt_eval_count: 30, eval_count: 12 }]);
  expect(events).toEqual([{ type: 'end', reason: 'stop', usage: { promptTokens: 30, answerTokens: 12 } }]);
});

it('cuts words that never end, between two characters', async () => {
  const events = await eventsOf(endlessly({ content: `${'a'.repeat(1_022)}🎵` }));
  expect(events.at(-1)).toEqual({ type: 'end', reason: 'length' });
  const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
  expect(text).toHaveLength(256 * 1024);
  const odd = await eventsOf(endlessly({ content: '🎵🎵🎵å' }));
  expect(odd.every((event) => event.type !== 'text' || event.text.isWellFormed())).toBe(true);
});

it.each([
  ['thoughts that never end', { thinking: 'Hmm. '.repeat(100) }],
  ['thoughts in the text that never end', { content: '<think>'.repeat(100) }],
])('cuts %s, without a word of them', async (_what, message) => {
  expect(await eventsOf(endlessly(message))).toEqual([{ type: 'end', reason: 'length' }]);
});

it('cuts calls that never end', async () => {
  const [calls, end] = await eventsOf(endlessly({ tool_calls: [{ function: { name: 'NEXT' } }] }));
  expect(calls?.type === 'calls' && calls.calls).toHaveLength(16);
  expect(end).toEqual({ type: 'end', reason: 'length' });
});

it.each([
  [[{ message: { content: 'Hej' } }], 'the answer broke off'],
  [[{ message: { content: 12 } }], /expected string/],
  [[{ message: { tool_calls: [{ function: {} }] } }], /name/],
  [['Hej'], /expected object/],
  [[{ error: 'unexpected EOF' }], 'unexpected EOF'],
  [[{ error: { message: 'odd' } }], '{"message":"odd"}'],
])('fails at %j', async (lines, expected) => {
  await expect(eventsOf(lines)).rejects.toThrow(expected);
});
