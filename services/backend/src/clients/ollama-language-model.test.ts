import { LlmBusyError, LlmUnavailableError, ModelMissingError } from '@alice/errors';
import { createLogger } from '@alice/service-runtime';
import { startOllamaDouble } from '../../../../tests/doubles/ollama/ollama-double';
import type { ModelEvent, ModelRequest } from '../features/conversations';
import { OllamaLanguageModel, type OllamaOptions } from './ollama-language-model';
import { OllamaMonitor } from './ollama-monitor';

const logger = createLogger({ service: 'test', level: 'error' });
let double: Awaited<ReturnType<typeof startOllamaDouble>>;
const open: OllamaMonitor[] = [];

beforeAll(async () => {
  double = await startOllamaDouble({ models: ['qwen3:4b'] });
});
afterEach(() => open.splice(0).forEach((monitor) => monitor.stop()));
afterAll(() => double.close());

async function modelWith(change: Partial<OllamaOptions> = {}): Promise<OllamaLanguageModel> {
  const options: OllamaOptions = {
    host: double.url,
    model: 'qwen3:4b',
    contextTokens: 4096,
    connectMs: 500,
    firstTokenMs: 400,
    idleMs: 300,
    totalMs: 5_000,
    harmony: true,
    ...change,
  };
  const monitor = new OllamaMonitor(
    { host: options.host, pullHost: 'http://127.0.0.1:1', model: options.model, connectTimeoutMs: 500 },
    logger,
  );
  open.push(monitor);
  await monitor.look();
  return new OllamaLanguageModel(options, monitor);
}

const tool = { name: 'PAUSE' as const, description: 'Pause', parameters: { type: 'object' }, enabled: true };

async function ask(
  model: OllamaLanguageModel,
  content: string,
  more: Partial<ModelRequest> = {},
  signal = new AbortController().signal,
): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  const request = { messages: [{ role: 'user' as const, content }], tools: [], ...more };
  for await (const event of model.answer(request, signal)) events.push(event);
  return events;
}
const textOf = (events: ModelEvent[]) =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');
const lastBody = () =>
  double.requests.filter(({ path }) => path === '/api/chat').at(-1)?.body as Record<string, unknown>;

it('streams an answer, with one context size, the model kept, and no thinking asked for', async () => {
  const events = await ask(await modelWith(), 'Hej!', { temperature: 0.15 });
  expect(events.length).toBeGreaterThan(1);
  expect(textOf(events)).not.toBe('');
  expect(lastBody()).toMatchObject({
    model: 'qwen3:4b',
    stream: true,
    keep_alive: -1,
    think: false,
    options: { num_ctx: 4096, temperature: 0.15 },
  });
  expect(lastBody()).not.toHaveProperty('tools');
});

it('passes tool calls on, whole', async () => {
  const events = await ask(await modelWith(), 'tool:PAUSE {}', { tools: [tool] });
  expect(events.at(-1)).toMatchObject({ type: 'calls', calls: [{ name: 'PAUSE', args: {} }] });
});

it('asks for neither thinking nor tools without harmony', async () => {
  await ask(await modelWith({ harmony: false }), 'Hej!', { tools: [tool] });
  expect(lastBody()).not.toHaveProperty('think');
  expect(lastBody()).not.toHaveProperty('tools');
});

it.each([
  ['busy', LlmBusyError],
  ['error-mid-stream', LlmUnavailableError],
  ['reset', LlmUnavailableError],
  ['invalid-json', LlmUnavailableError],
  ['out-of-memory', LlmUnavailableError],
  ['slow-first-token', LlmUnavailableError],
  ['stall', LlmUnavailableError],
  ['model-missing', ModelMissingError],
])('turns the bad day "%s" into a named error', async (day, expected) => {
  await expect(ask(await modelWith(), `Hej [double:${day}]`)).rejects.toThrow(expected);
});

it('fails within a moment where nothing listens, and where the model is missing', async () => {
  const started = performance.now();
  await expect(ask(await modelWith({ host: 'http://127.0.0.1:1' }), 'Hej')).rejects.toThrow(
    LlmUnavailableError,
  );
  await expect(ask(await modelWith({ model: 'gpt-oss:20b' }), 'Hej')).rejects.toThrow(ModelMissingError);
  expect(performance.now() - started).toBeLessThan(1_000);
});

it("ends the model's work when the answer is not wanted any more, without an error", async () => {
  const controller = new AbortController();
  const model = await modelWith();
  const events: ModelEvent[] = [];
  const request = { messages: [{ role: 'user' as const, content: 'Hej [double:infinite]' }], tools: [] };
  for await (const event of model.answer(request, controller.signal)) {
    events.push(event);
    if (events.length === 3) controller.abort();
  }
  expect(events).toHaveLength(3);
});
