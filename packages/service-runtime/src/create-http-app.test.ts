import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { problemSchema, type Problem } from '@alice/contracts';
import { ConflictError, LlmBusyError } from '@alice/errors';
import { z } from 'zod';
import { createHttpApp } from './create-http-app';
import { createLogger } from './logger';
import { createMetrics } from './metrics';
import { parseInput } from './parse-input';
import { currentContext } from './request-context';
import { close, listen } from './run-service';

const body = z.object({ name: z.string().min(2) });
const ok = { 200: { description: 'ok' } };
const metrics = createMetrics();
let server: Server;
let url: string;

beforeAll(async () => {
  const route = { summary: '', access: 'public' as const, responses: ok };
  const app = createHttpApp({
    logger: createLogger({ service: 'test', level: 'error' }),
    metrics,
    routes: [
      {
        ...route,
        method: 'post',
        path: '/api/things',
        body,
        handle: (request, response) => void response.json(parseInput(body, request.body)),
      },
      {
        ...route,
        method: 'get',
        path: '/api/things',
        handle: (_q, response) => void response.json(currentContext()),
      },
      {
        ...route,
        method: 'get',
        path: '/api/broken',
        handle: () => {
          throw new Error('the password is hunter2');
        },
      },
      {
        ...route,
        method: 'get',
        path: '/api/busy',
        handle: () => Promise.reject(new LlmBusyError('', { retryAfterSeconds: 7 })),
      },
      {
        ...route,
        method: 'get',
        path: '/api/taken',
        handle: () => Promise.reject(new ConflictError('taken')),
      },
    ],
  });
  server = createServer(app);
  url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
});

afterAll(() => close(server));

const post = (text: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  fetch(`${url}/api/things`, { method: 'POST', body: text, headers });

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = problemSchema.parse(await response.json());
  expect(problem.requestId).toBe(response.headers.get('x-request-id'));
  expect(problem.status).toBe(response.status);
  return problem;
}

it('answers a good request with the id that came with it', async () => {
  const response = await post('{"name":"Åsa"}', {
    'content-type': 'application/json',
    'x-request-id': 'abcdef0123456789',
  });
  expect(await response.json()).toEqual({ name: 'Åsa' });
  expect(response.headers.get('x-request-id')).toBe('abcdef0123456789');
});

it('makes an id of its own for one that is none', async () => {
  const response = await fetch(`${url}/api/things`, { headers: { 'x-request-id': 'a b"c' } });
  const id = response.headers.get('x-request-id');
  expect(id).toMatch(/^[\w-]{36}$/);
  expect(await response.json()).toEqual({ requestId: id, locale: 'sv', address: '127.0.0.1' });
});

it.each([
  ['{"name":', 400, 'invalid_json'],
  ['nonsense', 400, 'invalid_json'],
  ['"x"', 400, 'invalid_input'],
  ['null', 400, 'invalid_input'],
  ['', 400, 'invalid_input'],
  ['{"name":"x"}', 400, 'invalid_input'],
  ['{"name":"a\\u0000b"}', 400, 'invalid_input'],
  ['{"name":"a\\ud800b"}', 400, 'invalid_input'],
  ['{"__proto__":{"x":1},"name":"ab"}', 400, 'invalid_input'],
  ['{"name":"ab","name":"cd"}', 400, 'invalid_json'],
  ['{"name":"ab","n\\u0061me":"cd"}', 400, 'invalid_json'],
  [`{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 400, 'invalid_json'],
  [`{"name":"ab","rest":${'['.repeat(40)}${']'.repeat(40)}}`, 400, 'invalid_json'],
  [`{"name":"${'x'.repeat(1024 * 1024)}"}`, 413, 'too_large'],
  [`${'['.repeat(10_000)}${']'.repeat(10_000)}`, 400, 'invalid_json'],
])('refuses the body %.20s with %i %s', async (text, status, code) => {
  const response = await post(text);
  expect(response.status).toBe(status);
  expect((await problemOf(response)).code).toBe(code);
});

it('takes the same key in two objects', async () => {
  expect((await post('{"name":"ab","rest":[{"name":"ab"},{"name":"cd"}]}')).status).toBe(200);
});

it('refuses a body that is no UTF-8', async () => {
  const body = new Uint8Array([...Buffer.from('{"name":"'), 0xff, 0xfe, ...Buffer.from('"}')]);
  const answer = await fetch(`${url}/api/things`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  expect((await problemOf(answer)).code).toBe('invalid_json');
});

it('refuses another content type and a compressed body with 415', async () => {
  expect((await problemOf(await post('name=x', { 'content-type': 'text/plain' }))).code).toBe(
    'unsupported_media_type',
  );
  const utf7 = { 'content-type': 'application/json; charset=utf-7' };
  expect((await problemOf(await post('{"name":"ab","+AG4-ame":"cd"}', utf7))).status).toBe(415);
  const compressed = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  expect((await post('no gzip at all', compressed)).status).toBe(415);
});

it('says which methods an address takes, and that an unknown one does not exist', async () => {
  const refused = await fetch(`${url}/api/things`, { method: 'DELETE' });
  expect(refused.headers.get('allow')).toBe('POST, GET');
  expect((await problemOf(refused)).code).toBe('method_not_allowed');
  expect((await problemOf(await fetch(`${url}/api/nothing`))).code).toBe('not_found');
});

it('speaks the language of the caller, Swedish where none is named', async () => {
  const titleFor = async (language: string) =>
    (await problemOf(await fetch(`${url}/api/taken`, { headers: { 'accept-language': language } }))).title;
  expect(await titleFor('en-GB,en;q=0.9')).toMatch(/contradicts/);
  expect(await titleFor('de,fr')).toMatch(/går inte ihop/);
});

it('tells nothing of an unknown error, and when to come back where that helps', async () => {
  const broken = await fetch(`${url}/api/broken`);
  expect(JSON.stringify(await problemOf(broken))).not.toMatch(/hunter2/);
  expect(broken.status).toBe(500);
  const busy = await fetch(`${url}/api/busy`);
  expect(busy.headers.get('retry-after')).toBe('7');
  expect((await problemOf(busy)).code).toBe('llm_busy');
});

it('names the field that is wrong, in Swedish', async () => {
  const problem = await problemOf(await post('{"name":1}'));
  expect(problem.errors).toEqual([{ path: 'name', message: 'Det här ska vara en text.' }]);
});

it('survives a path that cannot be decoded', async () => {
  const { port } = server.address() as AddressInfo;
  const status = await new Promise((resolve) =>
    httpRequest({ port, host: '127.0.0.1', path: '/api/%ZZ' }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).end(),
  );
  expect([400, 404]).toContain(status);
});

it('counts requests by route template', async () => {
  expect(await metrics.registry.metrics()).toMatch(
    /alice_http_requests_total\{method="GET",route="\/api\/taken",status="409"\} \d/,
  );
});
