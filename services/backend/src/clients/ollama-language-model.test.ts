import dns from 'node:dns';
import { LlmBusyError, LlmUnavailableError, ModelMissingError } from '@alice/errors';
import { createLogger } from '@alice/service-runtime';
import { waitUntil } from '@alice/test-stack';
import { startOllamaDouble } from '../../../../tests/doubles/ollama/ollama-double';
import type { ModelEvent, ModelRequest } from '../features/conversations';
import { OllamaHttp } from './ollama-http';
import { OllamaLanguageModel, type OllamaOptions } from './ollama-language-model';
import { OllamaMonitor } from './ollama-monitor';

const logger = createLogger({ service: 'test', level: 'error' });
const pace = { tokenMs: 1, firstTokenMs: 1 };
let double: Awaited<ReturnType<typeof startOllamaDouble>>;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  double = await startOllamaDouble({ models: ['qwen3:4b', 'gpt-oss:20b', 'plain:1b'], pace });
});
beforeEach(() => double.requests.splice(0));
afterEach(async () => {
  jest.restoreAllMocks();
  for (const end of ends.splice(0)) await end();
});
afterAll(() => double.close());

interface Change extends Partial<OllamaOptions> {
  host?: string;
  /** Where it is asked, if not where it was seen. */
  askedHost?: string;
  model?: string;
  effort?: 'low' | 'medium' | 'high';
}

async function modelWith(change: Change = {}): Promise<OllamaLanguageModel> {
  const { host = double.url, askedHost = host, model = 'qwen3:4b', effort = 'low' } = change;
  const monitor = new OllamaMonitor({ host, model: () => model, pullOf: () => undefined }, logger);
  const http = new OllamaHttp(askedHost, 100);
  ends.push(
    () => monitor.stop(),
    () => http.close(),
  );
  await monitor.look();
  const limits = { firstTokenMs: 400, idleMs: 300, totalMs: 5_000 };
  const choice = () => ({ model, effort });
  return new OllamaLanguageModel(
    { choice, contextTokens: 4096, harmony: true, ...limits, ...change },
    http,
    monitor,
    logger,
  );
}

const tool = { name: 'PAUSE' as const, description: 'Pause', parameters: { type: 'object' }, enabled: true };
const requestFor = (content: string, more: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [{ role: 'user', content }],
  tools: [],
  mostTokens: 512,
  ...more,
});

async function ask(
  model: OllamaLanguageModel,
  content: string,
  more: Partial<ModelRequest> = {},
): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of model.answer(requestFor(content, more), new AbortController().signal))
    events.push(event);
  return events;
}
const textOf = (events: ModelEvent[]) =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');
const chats = () =>
  double.requests
    .filter(({ path }) => path === '/api/chat')
    .map(({ body }) => body as Record<string, unknown> & { options: Record<string, unknown> });
const WORDS =
  /^Du frågade: "Hej!"\. Jag är en dubbel av språkmodellen och svarar alltid så här, lugnt och artigt\./;

it('streams an answer, with one context size, a bound, the model kept, and no thinking asked for', async () => {
  const events = await ask(await modelWith(), 'Hej!', { temperature: 0.15 });
  expect(events.filter(({ type }) => type === 'text').length).toBeGreaterThan(5);
  expect(textOf(events)).toMatch(WORDS);
  expect(events.at(-1)).toEqual({
    type: 'end',
    reason: 'stop',
    usage: { promptTokens: expect.any(Number) as number, answerTokens: expect.any(Number) as number },
  });
  expect(chats()).toEqual([
    {
      model: 'qwen3:4b',
      stream: true,
      truncate: false,
      shift: false,
      keep_alive: -1,
      think: false,
      messages: [{ role: 'user', content: 'Hej!' }],
      options: { num_ctx: 4096, num_predict: 512, temperature: 0.15 },
    },
  ]);
});

it('passes tool calls on, whole, with the thinking that goes back with them', async () => {
  const model = await modelWith({ model: 'gpt-oss:20b' });
  const events = await ask(model, 'tool:PAUSE {}', { tools: [tool] });
  expect(events.slice(-2)).toMatchObject([
    {
      type: 'calls',
      calls: [{ name: 'PAUSE', args: {} }],
      thinking: expect.stringMatching(/A short/) as string,
    },
    { type: 'end', reason: 'stop' },
  ]);
  const messages = [
    { role: 'assistant' as const, content: '', thinking: 'So.', calls: [{ name: 'PAUSE', args: {} }] },
    { role: 'tool' as const, content: '{}', toolName: 'PAUSE' },
  ];
  await ask(model, '', { messages });
  expect(chats().at(-1)?.['messages']).toEqual([
    {
      role: 'assistant',
      content: '',
      thinking: 'So.',
      tool_calls: [{ function: { name: 'PAUSE', arguments: {} } }],
    },
    { role: 'tool', content: '{}', tool_name: 'PAUSE' },
  ]);
});

it.each([
  ['gpt-oss:20b', 'high', 'low'],
  ['qwen3:4b', true, false],
])('asks %s briefly for the least thinking, whatever is chosen', async (name, otherwise, least) => {
  const model = await modelWith({ model: name, effort: 'high' });
  await ask(model, 'Hej!', { briefly: true });
  await ask(model, 'Hej!');
  expect(chats().map(({ think }) => think)).toEqual([least, otherwise]);
});

it('asks for neither thinking nor tools without harmony', async () => {
  await ask(await modelWith({ harmony: false }), 'Hej!', { tools: [tool] });
  expect(chats()[0]).not.toHaveProperty('think');
  expect(chats()[0]).not.toHaveProperty('tools');
});

it.each(['split-utf8', 'lines-together', 'line-in-pieces', 'think-tags', 'harmony-markers'])(
  'gives the same text on the day "%s"',
  async (day) => {
    expect(textOf(await ask(await modelWith(), `Hej! [double:${day}]`))).toMatch(WORDS);
  },
);

it.each(['thinking-only', 'empty'])('ends without a word on the day "%s"', async (day) => {
  const events = await ask(await modelWith({ model: 'gpt-oss:20b' }), `Hej! [double:${day}]`);
  expect(events).toMatchObject([{ type: 'end', reason: 'stop' }]);
});

it('says where the model was cut off', async () => {
  const events = await ask(await modelWith(), 'Hej! [double:cut-by-length]');
  expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'length' });
});

it('cuts an answer without an end, and ends the work for it', async () => {
  const events = await ask(await modelWith(), 'Hej! [double:flood]');
  expect(textOf(events)).toHaveLength(256 * 1024);
  expect(events.at(-1)).toEqual({ type: 'end', reason: 'length' });
  await waitUntil('the double to notice', () => double.requests.at(-1)?.aborted);
});

it.each([
  ['error-mid-stream', LlmUnavailableError],
  ['reset', LlmUnavailableError],
  ['connection-closed-early', LlmUnavailableError],
  ['invalid-json', LlmUnavailableError],
  ['huge-line', LlmUnavailableError],
  ['out-of-memory', LlmUnavailableError],
  ['slow-first-token', LlmUnavailableError],
  ['stall', LlmUnavailableError],
  ['model-missing', ModelMissingError],
])('turns the bad day "%s" into a named error, and leaves nothing behind', async (day, expected) => {
  await expect(ask(await modelWith(), `Hej [double:${day}]`)).rejects.toThrow(expected);
  expect(chats()).toHaveLength(1);
  await waitUntil('the double to be free', () => double.running() === 0);
});

it('asks a busy server again, twice', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
  const model = await modelWith();
  await expect(ask(model, 'Hej [double:busy]')).rejects.toMatchObject({
    code: 'llm_busy',
    retryAfterSeconds: 5,
  });
  expect(chats()).toHaveLength(3);
  await expect(ask(model, 'Hej [double:busy]')).rejects.toThrow(LlmBusyError);
  expect(textOf(await ask(model, 'Hej! [double:busy-once]'))).toMatch(WORDS);
});

it.each([
  ['tool-call-broken-once', [0.15, 0], true],
  ['tool-call-broken', [0.15, 0, 0.15], false],
])('on the day "%s" tries colder, then without tools', async (day, temperatures, works) => {
  const more = { tools: [tool], temperature: 0.15 };
  const asking = ask(await modelWith(), `tool:PAUSE {} [double:${day}]`, more);
  // Without tools the double answers in words, and breaks off after the first of them.
  if (works) expect((await asking).map(({ type }) => type)).toEqual(['calls', 'end']);
  else await expect(asking).rejects.toThrow(LlmUnavailableError);
  expect(chats().map(({ options }) => options['temperature'])).toEqual(temperatures);
  expect(chats().map((body) => 'tools' in body)).toEqual([true, true, false].slice(0, temperatures.length));
});

it('takes a broken call for an error like others, and tries no more, once words were said', async () => {
  const asking = ask(await modelWith(), 'Hej! [double:tool-call-broken]', { tools: [tool] });
  await expect(asking).rejects.toThrow(LlmUnavailableError);
  expect(chats()).toHaveLength(1);
});

it.each([
  ['no-thinking', { model: 'gpt-oss:20b' }, 'think'],
  ['no-tools', {}, 'tools'],
])('asks again without what the server refuses on the day "%s"', async (day, change, field) => {
  const events = await ask(await modelWith(change), `Hej! [double:${day}]`, { tools: [tool] });
  expect(textOf(events)).toMatch(WORDS);
  expect(chats().map((body) => field in body)).toEqual([true, false]);
});

it.each<[string, Change, typeof LlmUnavailableError | typeof ModelMissingError]>([
  ['nothing listens', { askedHost: 'http://127.0.0.1:1' }, LlmUnavailableError],
  ['no name is found', { askedHost: 'http://ollama.invalid:11434' }, LlmUnavailableError],
  ['the server is known to be away', { host: 'http://127.0.0.1:1' }, LlmUnavailableError],
  ['the model is known to be missing', { model: 'other:1b' }, ModelMissingError],
])('fails within a moment where %s', async (_what, change, expected) => {
  const model = await modelWith(change);
  jest.spyOn(dns, 'lookup').mockImplementation(() => undefined);
  const started = performance.now();
  await expect(ask(model, 'Hej')).rejects.toThrow(expected);
  expect(performance.now() - started).toBeLessThan(500);
});

it('ends an answer that takes too long as a whole, thinking or not', async () => {
  const model = await modelWith({ model: 'gpt-oss:20b', totalMs: 200 });
  await expect(ask(model, 'Hej! [double:endless-thinking]')).rejects.toThrow(LlmUnavailableError);
  await expect(ask(model, 'Hej! [double:infinite]')).rejects.toThrow(LlmUnavailableError);
});

it.each(['Hej [double:infinite]', 'Hej [double:slow-first-token]', 'Hej [double:busy]'])(
  'ends the work for "%s" when it is not wanted any more, without an error',
  async (content) => {
    const controller = new AbortController();
    const model = await modelWith();
    const events: ModelEvent[] = [];
    setTimeout(() => controller.abort(), 100);
    for await (const event of model.answer(requestFor(content), controller.signal)) {
      expect(controller.signal.aborted).toBe(false);
      events.push(event);
    }
    await waitUntil('the double to be free', () => double.running() === 0, {
      timeoutMs: 1_000,
      intervalMs: 5,
    });
    expect(events.length > 0).toBe(content.includes('infinite'));
  },
);

it('ends the work where its reader leaves', async () => {
  const model = await modelWith();
  const answer = model.answer(requestFor('Hej [double:infinite]'), new AbortController().signal);
  expect((await answer.next()).done).toBe(false);
  await answer.return(undefined);
  await waitUntil('the double to be free', () => double.running() === 0, {
    timeoutMs: 1_000,
    intervalMs: 5,
  });
});

it('asks no more for a while after three failures in a row', async () => {
  const model = await modelWith();
  for (let failure = 0; failure < 3; failure++)
    await expect(ask(model, 'Hej [double:out-of-memory]')).rejects.toThrow(LlmUnavailableError);
  await expect(ask(model, 'Hej!')).rejects.toMatchObject({ code: 'llm_unavailable', retryAfterSeconds: 10 });
  expect(chats()).toHaveLength(3);
});

it('is not taken for dead where it began to answer, and failed or was too slow for the whole', async () => {
  const model = await modelWith({ totalMs: 100 });
  for (const day of ['reset', 'infinite', 'infinite', 'infinite'])
    await expect(ask(model, `Hej [double:${day}]`)).rejects.toThrow(LlmUnavailableError);
  expect(chats()).toHaveLength(4);
});

it('is not taken for dead where it only refuses', async () => {
  const model = await modelWith();
  for (const day of ['model-missing', 'model-missing', 'model-missing', 'tool-call-broken'])
    await ask(model, `Hej [double:${day}]`).catch(() => undefined);
  expect(textOf(await ask(model, 'Hej!'))).toMatch(WORDS);
});

it('has the model loaded with the same context size, and never fails at that', async () => {
  await (await modelWith()).warmUp();
  expect(chats()).toEqual([
    { model: 'qwen3:4b', messages: [], stream: false, keep_alive: -1, options: { num_ctx: 4096 } },
  ]);
  await (await modelWith({ host: 'http://127.0.0.1:1' })).warmUp();
});
