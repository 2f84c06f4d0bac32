import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ModelPull } from '@alice/contracts';
import { createLogger } from '@alice/service-runtime';
import { waitUntil } from '@alice/test-stack';
import { OllamaMonitor, type OllamaMonitorOptions } from './ollama-monitor';

const logger = createLogger({ service: 'test', level: 'error' });
const servers: Server[] = [];
const monitors: OllamaMonitor[] = [];

afterEach(() => {
  monitors.splice(0).forEach((monitor) => monitor.stop());
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server with models; `pace` may hold its answers back. */
async function serve(models: string[], pace: () => Promise<void> = () => Promise.resolve()) {
  const server = createServer((_request, response) => {
    const answer = JSON.stringify({ models: models.map((name) => ({ name })) });
    void pace().then(() => response.end(answer));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function monitorOf(change: Partial<OllamaMonitorOptions> & { host: string }): OllamaMonitor {
  const options = { model: () => 'qwen3:4b', pullOf: () => undefined, ...change };
  const monitor = new OllamaMonitor(options, logger);
  monitors.push(monitor);
  return monitor;
}

it('says that the model is there, under its full name, and tells so once', async () => {
  const url = await serve(['qwen3:4b', 'llama:latest']);
  let model = 'qwen3:4b';
  const onReady = jest.fn();
  const monitor = monitorOf({ host: url, model: () => model, onReady });
  expect(monitor.health()).toEqual({ status: 'starting' });
  await monitor.look();
  await monitor.look();
  expect(monitor.health()).toEqual({ status: 'ok', detail: 'qwen3:4b' });
  expect(onReady).toHaveBeenCalledTimes(1);
  model = 'llama';
  await monitor.look();
  expect(monitor.health()).toEqual({ status: 'ok', detail: 'llama' });
  expect(onReady).toHaveBeenCalledTimes(2);
});

it('tells again when the server is back', async () => {
  const url = await serve(['qwen3:4b']);
  const onReady = jest.fn();
  const monitor = monitorOf({ host: url, onReady });
  await monitor.look();
  const [server] = servers.splice(0);
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  await monitor.look();
  expect(monitor.health()).toEqual({ status: 'down' });
  await new Promise<void>((resolve) => server?.listen(Number(new URL(url).port), '127.0.0.1', resolve));
  if (server) servers.push(server);
  await monitor.look();
  expect(monitor.health().status).toBe('ok');
  expect(onReady).toHaveBeenCalledTimes(2);
});

it.each([
  ['down', 'http://127.0.0.1:1'],
  ['off', 'http://ollama.invalid:11434'],
])('says %s of %s, which it never saw', async (status, host) => {
  const monitor = monitorOf({ host });
  await monitor.look();
  expect(monitor.health()).toEqual({ status });
});

it.each<[Partial<ModelPull>, unknown]>([
  [{}, { status: 'starting', detail: 'pulling qwen3:4b' }],
  [
    { completedBytes: 0, totalBytes: 200 },
    { status: 'starting', detail: 'pulling qwen3:4b 0 %' },
  ],
  [
    { completedBytes: 99, totalBytes: 200 },
    { status: 'starting', detail: 'pulling qwen3:4b 49 %' },
  ],
  [
    { completedBytes: 200, totalBytes: 200 },
    { status: 'starting', detail: 'pulling qwen3:4b 100 %' },
  ],
  [
    { status: 'failed', completedBytes: 99, totalBytes: 200 },
    { status: 'down', detail: 'model_missing' },
  ],
])('says how far the download of a missing model is: %j', async (change, expected) => {
  const pull: ModelPull = {
    name: 'qwen3:4b',
    status: 'running',
    completedBytes: null,
    totalBytes: null,
    step: '',
    ...change,
  };
  const onMissing = jest.fn();
  const pullOf = (model: string) => (model === 'qwen3:4b' ? pull : undefined);
  const monitor = monitorOf({ host: await serve([]), pullOf, onMissing });
  await monitor.look();
  expect(monitor.health()).toEqual(expected);
  expect(onMissing).toHaveBeenCalledTimes(pull.status === 'failed' ? 1 : 0);
});

it('tells at each look that the model is missing', async () => {
  const onMissing = jest.fn();
  const monitor = monitorOf({ host: await serve(['other:1b']), onMissing });
  await monitor.look();
  await monitor.look();
  expect(monitor.health()).toEqual({ status: 'down', detail: 'model_missing' });
  expect(onMissing).toHaveBeenCalledTimes(2);
});

it('believes the later of two looks, and none at a model that is not wanted any more', async () => {
  const held: (() => void)[] = [];
  let model = 'qwen3:4b';
  const host = await serve(['qwen3:4b'], () => new Promise((resolve) => held.push(resolve)));
  const monitor = monitorOf({ host, model: () => model });
  const first = monitor.look();
  await waitUntil('the first to be asked', () => held.length === 1, { intervalMs: 5 });
  model = 'other:1b';
  const second = monitor.look();
  await waitUntil('the second to be asked', () => held.length === 2, { intervalMs: 5 });
  held[1]?.();
  await second;
  expect(monitor.health()).toEqual({ status: 'down', detail: 'model_missing' });
  held[0]?.();
  await first;
  expect(monitor.health()).toEqual({ status: 'down', detail: 'model_missing' });
});

it('looks again and again until it is stopped', async () => {
  let looks = 0;
  const host = await serve([], () => Promise.resolve(void looks++));
  const monitor = monitorOf({ host, pullOf: () => undefined });
  monitor.start();
  await waitUntil('a second look', () => looks === 2, { timeoutMs: 5_000 });
  monitor.stop();
  await monitor.look();
  expect(looks).toBe(3);
});
