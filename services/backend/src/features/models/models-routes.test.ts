import { createServer, type Server } from 'node:http';
import { modelsSchema, modelSuggestionsSchema, type ModelPull, type Problem } from '@alice/contracts';
import { close, createHttpApp, createLogger, createMetrics, listen } from '@alice/service-runtime';
import { waitUntil } from '@alice/test-stack';
import { startOllamaDouble } from '../../../../../tests/doubles/ollama/ollama-double';
import { OllamaModels } from '../../clients/ollama-models';
import { readModelCatalogue } from '../../config/read-model-catalogue';
import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { KnexModelSettingsStore } from './knex-model-settings-store';
import { ModelAdviser } from './model-adviser';
import { modelsRoutes } from './models-routes';
import { ModelsService } from './models-service';

const record = jest.fn();
let double: Awaited<ReturnType<typeof startOllamaDouble>>;
let database: Database;
let models: ModelsService;
const adviser = new ModelAdviser({
  catalogue: readModelCatalogue(),
  machine: { memoryBytes: 16e9, usableBytes: 14e9, processors: 8, gpu: null },
  contextTokens: 8192,
});
let server: Server;
let url: string;

beforeEach(async () => {
  double = await startOllamaDouble({ models: ['qwen3:4b', 'plain:1b'], pace: { pullStepMs: 1 } });
  database = openDatabase('sqlite::memory:');
  await migrateDatabase(database);
  const host = new OllamaModels({ host: double.url, pullHost: double.url, connectMs: 500 });
  models = new ModelsService(host, new KnexModelSettingsStore(database), {
    fallback: { model: 'qwen3:4b', effort: 'low' },
  });
  server = createServer(
    createHttpApp({
      routes: modelsRoutes(models, adviser, record),
      logger: createLogger({ service: 'test', level: 'error' }),
      metrics: createMetrics(),
    }),
  );
  url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/api/models`;
});
afterEach(async () => {
  models.stop();
  await close(server);
  await double.close();
  await database.destroy();
});

const send = (method: string, path: string, body?: unknown, signal?: AbortSignal) =>
  fetch(url + path, {
    method,
    ...(signal ? { signal } : {}),
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
const codeOf = async (answer: Response) => ((await answer.json()) as Problem).code;
const eventsOf = (text: string) =>
  [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(
    ([, name, data]) => [name, JSON.parse(data ?? '') as ModelPull & Problem] as const,
  );
const list = async () => modelsSchema.parse(await (await send('GET', '')).json());

it('lets everybody but guests look and the owner alone change anything', () => {
  const open = modelsRoutes(models, adviser, record).filter(({ access }) => access !== 'owner');
  expect(open.map(({ method, path, access }) => [method, path, access])).toEqual([
    ['get', '/api/models', 'adult'],
    ['get', '/api/models/suggestions', 'adult'],
  ]);
});

it('lists the models, and fetches one while it tells how far it is', async () => {
  const answer = await send('POST', '/pull', { name: 'gpt-oss:20b' });
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const events = eventsOf(await answer.text());
  expect(events[0]?.[0]).toBe('progress');
  expect(events.at(-1)).toEqual([
    'done',
    {
      name: 'gpt-oss:20b',
      status: 'done',
      completedBytes: 2_620_788_260,
      totalBytes: 2_620_788_260,
      step: 'success',
    },
  ]);
  expect((await list()).models.map(({ name }) => name)).toContain('gpt-oss:20b');
});

it('goes on fetching when the page leaves, lets another join, and ends when it is told to', async () => {
  const page = new AbortController();
  await send('POST', '/pull', { name: 'slow:1b' }, page.signal);
  page.abort();
  const joined = await send('POST', '/pull', { name: 'slow:1b' });
  expect((await list()).pulls).toMatchObject([{ name: 'slow:1b', status: 'running' }]);
  expect(double.requests.filter(({ path }) => path === '/api/pull')).toHaveLength(1);
  expect((await send('DELETE', '/pull?name=slow:1b')).status).toBe(204);
  expect(eventsOf(await joined.text()).at(-1)).toEqual([
    'done',
    expect.objectContaining({ status: 'cancelled' }),
  ]);
  await waitUntil(
    'Ollama to be left',
    () => double.requests.find(({ path }) => path === '/api/pull')?.aborted,
  );
  expect(await codeOf(await send('DELETE', '/pull?name=slow:1b'))).toBe('not_found');
});

it('says that a model does not exist, within the stream or before it', async () => {
  const answer = await send('POST', '/pull', { name: 'missing:1b' });
  const problem = answer.ok ? eventsOf(await answer.text()).at(-1)?.[1] : ((await answer.json()) as Problem);
  expect(problem?.code).toBe('not_found');
  expect(await codeOf(await send('PATCH', '/settings', { defaultModel: 'missing:1b' }))).toBe('not_found');
  expect(await codeOf(await send('DELETE', '/missing:1b'))).toBe('not_found');
});

it.each([
  ['POST', '/pull', { name: '../etc/passwd' }],
  ['POST', '/pull', {}],
  ['DELETE', '/pull', undefined],
  ['DELETE', '/a%20b', undefined],
  ['PATCH', '/settings', {}],
  ['PATCH', '/settings', { reasoningEffort: 'endless' }],
])('refuses %s %s %j as wrong', async (method, path, body) => {
  const answer = await send(method, path, body);
  expect([answer.status, await codeOf(answer)]).toEqual([400, 'invalid_input']);
});

it('deletes a model whose name has slashes, and chooses another', async () => {
  await (await send('POST', '/pull', { name: 'hf.co/owner/model:Q4_K_M' })).text();
  expect((await send('DELETE', '/hf.co/owner/model:Q4_K_M')).status).toBe(204);
  await (await send('POST', '/pull', { name: 'hf.co/owner/model:Q4_K_M' })).text();
  expect((await send('DELETE', '/hf.co%2Fowner%2Fmodel:Q4_K_M')).status).toBe(204);
  expect(await codeOf(await send('DELETE', '/qwen3:4b'))).toBe('conflict');
  const chosen = await send('PATCH', '/settings', { defaultModel: 'plain:1b', reasoningEffort: 'high' });
  expect(await chosen.json()).toEqual({ defaultModel: 'plain:1b', reasoningEffort: 'high' });
  expect((await send('DELETE', '/qwen3:4b')).status).toBe(204);
  expect(await list()).toMatchObject({ defaultModel: 'plain:1b', models: [{ name: 'plain:1b' }] });
});

it('suggests models for the machine, also while the language model is away', async () => {
  const suggest = async () => modelSuggestionsSchema.parse(await (await send('GET', '/suggestions')).json());
  const there = (await suggest()).suggestions.filter(({ installed }) => installed);
  expect(there.map(({ name }) => name)).toEqual(['qwen3:4b']);
  await double.close();
  expect((await suggest()).suggestions.filter(({ installed }) => installed)).toEqual([]);
});

it('says that the language model is away', async () => {
  await double.close();
  const answers = [await send('GET', ''), await send('POST', '/pull', { name: 'a:1b' })];
  for (const answer of answers) {
    expect([answer.status, await codeOf(answer)]).toEqual([503, 'llm_unavailable']);
    expect(answer.headers.get('retry-after')).toBe('10');
  }
});
