import { addAbortSignal, Readable } from 'node:stream';
import { inspect } from 'node:util';
import { LlmBusyError, LlmUnavailableError, ModelMissingError } from '@alice/errors';
import { createLogger } from '@alice/service-runtime';
import fc from 'fast-check';
import type { ModelCall, ModelEvent } from '../features/conversations';
import { OllamaError } from './ollama-http';
import { OllamaLanguageModel } from './ollama-language-model';

/** Streams tried; `make fuzz` tries ten thousand. */
const RUNS = Number(process.env['RUNS'] ?? 500);
const MILLISECONDS_A_RUN = 50;
/** In every thought, and in nothing that is said. */
const SECRET = 'HEMLIGT';
const MARK = /<\/?think(?:ing)?>|<\|[a-z]+\|>/;

const logger = createLogger({ service: 'test', level: 'error' });

interface Segment {
  raw: string;
  /** What a person may see of it; undefined for a thought. */
  said?: string;
}

interface Answer {
  thinking: string[];
  segments: Segment[];
  beginsInThought: boolean;
  /** Where the first segment shows only by its end that it is a thought. */
  shownByEnd?: true;
}

const unmarked = (words: string[]) =>
  fc
    .array(fc.constantFrom(...words), { maxLength: 12 })
    .map((parts) => parts.join(''))
    .filter((text) => !MARK.test(text));
const said = unmarked([
  ...['hej ', 'å', 'e\u0301', '👩‍👩‍👧', '\n', ' ', '"', '\\', '\u2028', 'ﬁ', '{}', '\u0000'],
  ...['<', '>', '<t', '<think', '</think', '<|', '<|end', '|>', '1 < 2', '<b>', '<thinking', 'assistant'],
]);
const thought = unmarked(['å ', '🎵', '<', '</thi', '<b>', '\n', '<|en']).map((text) => SECRET + text);

/** Thoughts before, in and after each other, of which the first is the outermost. */
const thoughts = fc.array(fc.tuple(thought, thought), { minLength: 1, maxLength: 4 });
function nested(tag: string, [first, ...inner]: [string, string][]): string {
  const [before, after] = first ?? ['', ''];
  return `<${tag}>${before}${inner.length > 0 ? nested(tag, inner) + after : ''}</${tag}>`;
}

const plain = fc
  .array(
    fc.oneof(
      said.map((text): Segment => ({ raw: text, said: text })),
      fc
        .tuple(fc.constantFrom('think', 'thinking'), thoughts)
        .map(([tag, texts]): Segment => ({ raw: nested(tag, texts) })),
    ),
    { maxLength: 6 },
  )
  // Two texts may make a mark together.
  .filter((segments) => !MARK.test(segments.map(({ said: words = '|' }) => words).join('')));
const unclosed = fc
  .tuple(plain, thought)
  .map(([segments, text]): Segment[] => [...segments, { raw: `<think>${text}` }]);
const harmony: fc.Arbitrary<Segment[]> = fc
  .array(
    fc.oneof(
      thought.map((text): Segment => ({ raw: `<|channel|>analysis<|message|>${text}<|end|>` })),
      thought.map((text): Segment => ({
        raw: `<|channel|>commentary to=functions.X json<|message|>${text}<|call|>`,
      })),
      said.map((text): Segment => ({ raw: `<|channel|>final<|message|>${text}<|end|>`, said: text })),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((messages) => messages.map(({ raw, ...rest }) => ({ raw: `<|start|>assistant${raw}`, ...rest })));
const begun = fc
  .tuple(
    fc.array(
      fc.oneof(
        thought,
        thoughts.map((texts) => nested('think', texts)),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    fc.constantFrom('\n</think>', '</think>', '</thinking>', '`</think>\n'),
    plain,
  )
  .map(([texts, end, segments]): Segment[] => [{ raw: SECRET + texts.join('') + end }, ...segments]);

const thinking = fc.array(thought, { maxLength: 4 });
const answer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({
    thinking,
    segments: fc.oneof<fc.Arbitrary<Segment[]>[]>(plain, unclosed, harmony),
    beginsInThought: fc.constant(false),
  }),
  fc.record({
    thinking: fc.constant<string[]>([]),
    segments: begun,
    beginsInThought: fc.boolean(),
    shownByEnd: fc.constant<true>(true),
  }),
  fc.record({
    thinking: fc.array(thought, { minLength: 1, maxLength: 3 }),
    segments: plain,
    beginsInThought: fc.constant(true),
  }),
);
const call = fc.record({
  name: fc.constantFrom('PAUSE', 'SET_VOLUME', 'å <think>', ''),
  // As they come over the wire: JSON knows no -0.
  args: fc
    .dictionary(fc.constantFrom('level', 'å', '<think>'), fc.jsonValue({ maxDepth: 1 }))
    .map((args) => JSON.parse(JSON.stringify(args)) as Record<string, unknown>),
});
const ending = fc.oneof(
  { weight: 12, arbitrary: fc.constant('done' as const) },
  { weight: 6, arbitrary: fc.constantFrom('error', 'broken call', 'reset', 'no done', 'junk') },
  { weight: 1, arbitrary: fc.constant('stall' as const) },
);
const junk = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 30 }),
  fc
    .constantFrom('{"message":', '[]', 'null', '12', '{"message":{"content":1}}', '{"done":"no"}')
    .map((text) => Buffer.from(text)),
);
const scenario = fc.record({
  answer,
  calls: fc.array(call, { maxLength: 3 }),
  callsInLastLine: fc.boolean(),
  ending,
  junk,
  /** How much of the answer comes before a bad ending, from 0 to 1. */
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  pieces: fc.infiniteStream(fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 80 }))),
  chunks: fc.infiniteStream(fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 400 }))),
  between: fc.infiniteStream(fc.constantFrom('\n', '\n', '\r\n', '\n\n', '\n \n')),
  tools: fc.boolean(),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

function cut<T>(whole: readonly T[], lengths: Iterator<number>): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < whole.length;) {
    const to = from + Number(lengths.next().value);
    parts.push(whole.slice(from, to));
    from = to;
  }
  return parts;
}

/** What the segments show to a person: blanks behind thoughts that come first go with them. */
function expectedText(segments: Segment[]): string {
  let text = '';
  let skipBlanks = false;
  for (const { raw, said: words = '' } of segments) {
    if (MARK.test(raw)) skipBlanks = text.trim() === '';
    const shown = skipBlanks ? words.trimStart() : words;
    if (shown !== '') skipBlanks = false;
    text += shown;
  }
  return text;
}

function linesOf({ answer: { thinking: thoughts, segments }, calls, callsInLastLine, pieces }: Scenario) {
  const toolCalls = calls.map(({ name, args }) => ({ function: { name, arguments: args } }));
  const content = cut([...segments.map(({ raw }) => raw).join('')], pieces).map((part) => part.join(''));
  return [
    ...thoughts.map((text) => ({ message: { content: '', thinking: text }, done: false })),
    ...content.map((text) => ({ message: { role: 'assistant', content: text }, done: false })),
    ...(callsInLastLine ? [] : [{ message: { content: '', tool_calls: toolCalls }, done: false }]),
    {
      message: { content: '', ...(callsInLastLine ? { tool_calls: toolCalls } : {}) },
      done: true,
      done_reason: 'stop',
      prompt_eval_count: 7,
      eval_count: 9,
    },
  ];
}

function sentOf(lines: ReturnType<typeof linesOf>, { ending: end, share }: Scenario) {
  return end === 'done' ? lines : lines.slice(0, Math.floor(share * (lines.length - 1)));
}

function bytesOf(lines: readonly unknown[], { ending: end, junk: odd, between }: Scenario): Buffer {
  const text = lines.map((line) => JSON.stringify(line) + String(between.next().value)).join('');
  const last: Partial<Record<typeof end, string>> = {
    error: '{"error":"an error was encountered"}\n',
    'broken call': `{"error":"error parsing tool call: raw='${SECRET}'"}\n`,
    reset: '{"message":{"role":"assistant","con',
  };
  return Buffer.concat([Buffer.from(text + (last[end] ?? '')), ...(end === 'junk' ? [odd] : [])]);
}

function bodyOf(bytes: Buffer, { ending: end, chunks }: Scenario, signal: AbortSignal): Readable {
  const parts = cut([...bytes], chunks).map((part) => Buffer.from(part));
  const body = new Readable({
    read() {
      const part = parts.shift();
      if (part) this.push(part);
      else if (end === 'reset') this.destroy(new Error('ECONNRESET'));
      else if (end !== 'stall') this.push(null);
    },
  });
  return addAbortSignal(signal, body);
}

interface Outcome {
  events: ModelEvent[];
  error: unknown;
  /** Enough was sent to tell thoughts from words. */
  decided: boolean;
}

/** What a consumer is left with who obeys `retract`. */
function keptOf(events: ModelEvent[]): string {
  const shown = events.slice(events.findLastIndex(({ type }) => type === 'retract') + 1);
  return shown.map((event) => (event.type === 'text' ? event.text : '')).join('');
}

async function run(scene: Scenario): Promise<Outcome> {
  const lines = sentOf(linesOf(scene), scene);
  const bytes = bytesOf(lines, scene);
  const { segments, shownByEnd } = scene.answer;
  const content = lines.map(({ message }) => message.content).join('');
  const decided = !shownByEnd || content.startsWith(segments[0]?.raw ?? '');
  const post = (path: string, _body: unknown, signal: AbortSignal) => {
    if (path === '/api/chat') return Promise.resolve(bodyOf(bytes, scene, signal));
    if (!scene.answer.beginsInThought) return Promise.reject(new OllamaError('not found', 404));
    const template = 'assistant\n<think>';
    return Promise.resolve(
      Readable.from([Buffer.from(JSON.stringify({ capabilities: ['thinking'], template }))]),
    );
  };
  const limits = { firstTokenMs: 5, idleMs: 5, totalMs: 2_000 };
  const choice = () => ({ model: 'qwen3:4b', effort: 'low' as const });
  const health = () => ({ status: 'ok' as const });
  const options = { choice, contextTokens: 4096, harmony: true, ...limits };
  const model = new OllamaLanguageModel(options, { post }, { health }, logger);
  const tool = { name: 'PAUSE' as const, description: '', parameters: {}, enabled: true };
  const request = { messages: [], tools: scene.tools ? [tool] : [], mostTokens: 100 };
  const events: ModelEvent[] = [];
  try {
    for await (const event of model.answer(request, new AbortController().signal)) events.push(event);
  } catch (error) {
    return { events, error, decided };
  }
  return { events, error: undefined, decided };
}

it(
  'gives of any stream the text whole and no word of thinking, ends, and fails with named errors alone',
  async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (scene) => {
        const { events, error, decided } = await run(scene);
        const expected = expectedText(scene.answer.segments);
        const text = keptOf(events);
        if (decided) expect(text).not.toContain(SECRET.slice(0, 4));
        if (scene.ending === 'done') {
          expect(error).toBeUndefined();
          expect(text).toBe(expected);
          const calls: ModelCall[] = scene.calls;
          const called = { type: 'calls', calls, thinking: scene.answer.thinking.join('') };
          const end = { type: 'end', reason: 'stop', usage: { promptTokens: 7, answerTokens: 9 } };
          expect(events.filter(({ type }) => type !== 'text' && type !== 'retract')).toEqual(
            calls.length > 0 ? [called, end] : [end],
          );
          return;
        }
        // A broken call is tried again as long as nothing but blanks was said.
        if (decided) expect(expected.trimStart()).toContain(text.trimStart());
        expect([LlmUnavailableError, LlmBusyError, ModelMissingError]).toContain(
          (error as Error).constructor,
        );
        expect(inspect(error)).not.toContain(SECRET);
      }),
      { numRuns: RUNS, timeout: 5_000 },
    );
  },
  10_000 + RUNS * MILLISECONDS_A_RUN,
);
