import dns from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitUntil } from '@alice/test-stack';
import { OllamaError, OllamaHttp, readJson } from './ollama-http';

const wanted = new AbortController().signal;
let server: Server;
let http: OllamaHttp;
let answer: RequestListener;
let connections = 0;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  http = new OllamaHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 200);
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  await http.close();
  server.closeAllConnections();
  server.close();
});

it('posts JSON, and keeps the connection for the next request', async () => {
  let posted = '';
  answer = (request, response) => {
    request.on('data', (chunk: Buffer) => (posted += chunk.toString()));
    request.on('end', () => response.end('{"a":1}\n'));
  };
  const before = connections;
  for (let count = 0; count < 3; count++)
    expect(await readJson(await http.post('/api/x', { q: 'å' }, wanted), 100)).toEqual({ a: 1 });
  expect(posted).toBe('{"q":"å"}'.repeat(3));
  expect(connections - before).toBeLessThan(3);
});

it.each([
  [404, '{"error":"model \'x\' not found"}', "model 'x' not found"],
  [500, '{"error":"error parsing tool call: raw=\'private\', err=x"}', 'error parsing tool call'],
  [500, `{"error":"${'a'.repeat(500)}"}`, 'a'.repeat(300)],
  [502, '<html>', ''],
  [503, '', ''],
  [400, `{"error":"${'a'.repeat(100_000)}"}`, ''],
])('gives the status %i and the words of the error', async (status, body, words) => {
  answer = (_request, response) => response.writeHead(status).end(body);
  const error: unknown = await http.post('/', {}, wanted).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(OllamaError);
  expect(error).toMatchObject({ status, message: words, brokenCall: words === 'error parsing tool call' });
});

it('gives up connecting within the limit, also where only the name takes long', async () => {
  jest.spyOn(dns, 'lookup').mockImplementation(() => undefined);
  const nowhere = new OllamaHttp('http://ollama.invalid:11434', 100);
  const started = performance.now();
  await expect(nowhere.post('/', {}, wanted)).rejects.toThrow('no connection within 100 ms');
  expect(performance.now() - started).toBeLessThan(2_000);
  await nowhere.close();
});

it('keeps the connection of an answer that was left behind its last line', async () => {
  answer = (_request, response) => {
    response.write('{"done":true}\n');
    setImmediate(() => response.end());
  };
  await readJson(await http.post('/', {}, wanted), 100);
  const before = connections;
  for (let count = 0; count < 3; count++) {
    await readJson(await http.post('/', {}, wanted), 100);
    // A moment later, as the next question is: the end is on its way.
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  }
  expect(connections - before).toBeLessThan(3);
});

it('ends the connection of an answer that is left and goes on, or says nothing more', async () => {
  let ended = 0;
  answer = (_request, response) => {
    response.once('close', () => ended++);
    response.write('{"a":1}\n');
  };
  await readJson(await http.post('/', {}, wanted), 100);
  await waitUntil('it to end', () => ended === 1, { timeoutMs: 1_000, intervalMs: 5 });
});

it('ends the connection at once where the body is left, the signal aborts, or it is closed', async () => {
  let ended = 0;
  answer = (_request, response) => {
    response.once('close', () => ended++);
    const write = () => response.destroyed || response.write('a\n', () => setImmediate(write));
    write();
  };
  for await (const chunk of await http.post('/', {}, wanted)) {
    expect(chunk.length).toBeGreaterThan(0);
    break;
  }
  await waitUntil('the first to end', () => ended === 1, { intervalMs: 5 });
  const controller = new AbortController();
  const body = await http.post('/', {}, controller.signal);
  controller.abort(new Error('enough'));
  await expect(readJson(body, 100)).rejects.toThrow('enough');
  await waitUntil('the second to end', () => ended === 2, { intervalMs: 5 });
});

it('ends what is under way when it is closed', async () => {
  let begun = false;
  answer = (_request, response) => {
    response.flushHeaders();
    begun = true;
  };
  const other = new OllamaHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 200);
  const reading = other.post('/', {}, wanted).then((body) => readJson(body, 100));
  await waitUntil('it to begin', () => begun, { intervalMs: 5 });
  await other.close();
  await expect(reading).rejects.toThrow(/destroyed/);
});
