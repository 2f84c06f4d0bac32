import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  InvalidInputError,
  LlmUnavailableError,
  NotFoundError,
  UnavailableError,
  type AliceError,
} from '@alice/errors';
import { waitUntil } from '@alice/test-stack';
import { startOllamaDouble } from '../../../../tests/doubles/ollama/ollama-double';
import type { PullStep } from '../features/models';
import { OllamaModels, type OllamaModelsOptions } from './ollama-models';

const NOWHERE = 'http://127.0.0.1:1';
const UNKNOWN = 'http://nobody.invalid:11434';
const wanted = () => new AbortController().signal;
let double: Awaited<ReturnType<typeof startOllamaDouble>>;
const servers: Server[] = [];

beforeAll(async () => {
  double = await startOllamaDouble({ models: ['qwen3:4b', 'plain:1b'], pace: { pullStepMs: 1 } });
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});
afterAll(() => double.close());

const modelsOf = (change: Partial<OllamaModelsOptions> = {}) =>
  new OllamaModels({ host: double.url, pullHost: double.url, connectMs: 500, ...change });

async function collect(steps: AsyncIterable<PullStep>): Promise<PullStep[]> {
  const all: PullStep[] = [];
  for await (const step of steps) all.push(step);
  return all;
}

/** A server that is there, and answers everything else as told. */
async function startServer(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === '/api/version') response.end('{}');
    else answer(response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('lists models with their size, and shows what each can do', async () => {
  const models = modelsOf();
  const listed = await models.list();
  expect(listed.map(({ name }) => name).sort()).toEqual(['plain:1b', 'qwen3:4b']);
  expect(listed[0]).toMatchObject({
    sizeBytes: 2_620_788_260,
    parameterSize: '4.0B',
    quantization: 'Q4_K_M',
  });
  expect(await models.show('plain:1b')).toEqual({ capabilities: ['completion'], contextLength: 131_072 });
  await expect(models.show('gpt-oss:20b')).rejects.toThrow(NotFoundError);
});

it('fetches through the server that is there for it, and tells how far each layer is', async () => {
  const steps = await collect(modelsOf({ host: NOWHERE }).pull('fetched:1b', wanted()));
  expect(steps[0]).toEqual({ step: 'pulling manifest' });
  expect(steps.filter(({ layer }) => layer).at(-1)?.layer).toMatchObject({
    completedBytes: 2_620_788_260,
    totalBytes: 2_620_788_260,
  });
  expect(steps.at(-1)).toEqual({ step: 'success' });
  const models = modelsOf();
  await models.remove('fetched:1b');
  await expect(models.remove('fetched:1b')).rejects.toThrow(NotFoundError);
});

it('fetches through the server that answers where nobody is there for it, and not where that is just away', async () => {
  const alone = modelsOf({ pullHost: UNKNOWN });
  expect(await alone.hasDownloader()).toBe(false);
  expect((await collect(alone.pull('fetched:1b', wanted()))).at(-1)).toEqual({ step: 'success' });
  const away = modelsOf({ pullHost: NOWHERE });
  expect(await away.hasDownloader()).toBe(false);
  await expect(collect(away.pull('fetched:1b', wanted()))).rejects.toThrow(LlmUnavailableError);
  expect(await modelsOf().hasDownloader()).toBe(true);
});

it('says when to come back where Ollama is away', async () => {
  const models = modelsOf({ host: NOWHERE, pullHost: UNKNOWN });
  const failures = [models.list(), models.show('a'), models.remove('a'), collect(models.pull('a', wanted()))];
  for (const failure of failures) {
    const error: unknown = await failure.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LlmUnavailableError);
    expect((error as AliceError).retryAfterSeconds).toBeGreaterThan(0);
  }
});

it('takes an answer in another shape for no answer', async () => {
  const host = await startServer((response) => response.end('{"models": "none"}'));
  await expect(modelsOf({ host }).list()).rejects.toThrow(LlmUnavailableError);
});

it('ends a pull at the server when it is not wanted any more, without an error', async () => {
  const controller = new AbortController();
  const steps: PullStep[] = [];
  for await (const step of modelsOf().pull('slow:1b', controller.signal)) {
    steps.push(step);
    controller.abort();
  }
  expect(steps).toEqual([{ step: 'pulling manifest' }]);
  await waitUntil('the server to be left', () => double.requests.at(-1)?.aborted === true);
});

it('tells a model that no registry has from a download that failed', async () => {
  await expect(collect(modelsOf().pull('missing:1b', wanted()))).rejects.toThrow(NotFoundError);
  const line = '{"error":"max retries exceeded: no space left on device"}\n';
  const pullHost = await startServer((response) => response.end(line));
  const steps: PullStep[] = [];
  const failing = (async () => {
    for await (const step of modelsOf({ pullHost }).pull('a:1b', wanted())) steps.push(step);
  })();
  await expect(failing).rejects.toThrow(UnavailableError);
  expect(steps.at(-1)).toEqual({ step: 'max retries exceeded: no space left on device' });
});

it.each([
  ['ends early', '{"status":"pulling manifest"}\n', true],
  [
    'stands still',
    '{"status":"pulling abc","digest":"sha256:abc","total":9,"completed":3}\n'.repeat(3),
    false,
  ],
  ['is no JSON', 'surprise\n', true],
  ['has a line without an end', `"${'a'.repeat(100_000)}`, false],
])('fails where the stream of a pull %s', async (_what, text, ends) => {
  const pullHost = await startServer((response) => void (ends ? response.end(text) : response.write(text)));
  await expect(collect(modelsOf({ pullHost, silenceMs: 100 }).pull('a:1b', wanted()))).rejects.toThrow(
    UnavailableError,
  );
});

it('waits longer than for a download while what was fetched is checked', async () => {
  const pullHost = await startServer((response) => {
    response.write('{"status":"verifying sha256 digest"}\n');
    setTimeout(() => response.end('{"status":"success"}\n'), 150);
  });
  const steps = await collect(modelsOf({ pullHost, silenceMs: 50 }).pull('a:1b', wanted()));
  expect(steps.at(-1)).toEqual({ step: 'success' });
});

it('names what Ollama refuses', async () => {
  const host = await startServer((response) => response.writeHead(400).end('{"error":"invalid model name"}'));
  const models = modelsOf({ host, pullHost: host });
  await expect(models.show('???')).rejects.toThrow(InvalidInputError);
  await expect(collect(models.pull('???', wanted()))).rejects.toThrow(InvalidInputError);
});
