import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatResponse, Classification, Conversation, Models, Problem } from '@alice/contracts';
import { close, createLogger, listen } from '@alice/service-runtime';
import { startPostgres, waitUntil, type TestPostgres } from '@alice/test-stack';
import { io, type Socket } from 'socket.io-client';
import { startOllamaDouble, type OllamaDouble } from '../../../tests/doubles/ollama/ollama-double';
import { loadConfig } from './config/config';
import { migrateDatabase, openDatabase } from './database/open-database';
import { hearAnswer } from './lose-connection.contract';
import { startBackend, type Backend } from './wire';

// Two whole backends in this process, on one PostgreSQL and one double of the language model's server.

const SETUP_TOKEN = 'a1b2c3d4e5f6a7b8';
const owner = { username: 'Åsa', password: 'ett bra lösenord' };
const nothing: Classification = { intent: 'none', confidence: 0, slots: {}, tool: null, alternatives: [] };

let postgres: TestPostgres;
let ollama: OllamaDouble;
let nlu: Server;
let databaseUrl: string;
let a: Backend;
let b: Backend;
let cookie: string;
const sockets: Socket[] = [];

jest.setTimeout(60_000);

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.cloneDatabase();
  const database = openDatabase(databaseUrl);
  await migrateDatabase(database);
  await database.destroy();
  ollama = await startOllamaDouble({
    models: ['qwen3:4b', 'other:1b'],
    pace: { tokenMs: 5, firstTokenMs: 1 },
  });
  nlu = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(nothing));
  });
  await listen(nlu, 0, '127.0.0.1');
  [a, b] = await Promise.all([start('a'), start('b')]);
  const login = await post(a, '/api/auth/setup', { setupToken: SETUP_TOKEN, ...owner });
  cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  for (const backend of [a, b]) {
    await waitUntil('the model to be seen', async () => {
      const health = await (await fetch(`${urlOf(backend)}/api/health`)).text();
      return /"ollama":\{"status":"ok"/.test(health);
    });
  }
}, 180_000);
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await waitUntil('the model to be free', () => ollama.running() === 0, { timeoutMs: 20_000 });
});
afterAll(async () => {
  await a?.stop();
  await b?.stop();
  await close(nlu);
  await ollama.close();
  await postgres.stop();
}, 60_000);

function start(place: string): Promise<Backend> {
  const { config, secrets } = loadConfig({
    NODE_ENV: 'test',
    PUBLIC_URL: 'http://localhost:8080',
    DATABASE_URL: databaseUrl,
    BACKEND_REPLICAS: '2',
    POSTGRES_PASSWORD: new URL(databaseUrl).password,
    SECRET_KEY: '0123456789abcdefghijklmnopqrstuv',
    SETUP_TOKEN,
    NLU_URL: `http://127.0.0.1:${(nlu.address() as AddressInfo).port}`,
    OLLAMA_HOST: ollama.url,
    OLLAMA_PULL_HOST: 'http://127.0.0.1:1',
    MPD_HOST: '127.0.0.1',
    MPD_PORT: '1',
    ENABLE_METRICS: 'false',
    BACKEND_HOST: '127.0.0.1',
  });
  const logger = createLogger({ service: place, level: 'error' });
  return startBackend({ ...config, BACKEND_PORT: 0 }, secrets, logger, '0', place);
}

const urlOf = (backend: Backend) => `http://127.0.0.1:${backend.port}`;
const call = (backend: Backend, method: string, path: string, body?: unknown, as = cookie) =>
  fetch(`${urlOf(backend)}${path}`, {
    method,
    headers: { 'content-type': 'application/json', cookie: as ?? '' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const post = (backend: Backend, path: string, body: unknown, as?: string) =>
  call(backend, 'POST', path, body, as);

async function connect(backend: Backend, as = cookie): Promise<Socket> {
  const options = {
    path: '/ws/',
    transports: ['websocket'],
    extraHeaders: { cookie: as },
    reconnection: false,
  };
  const socket = io(urlOf(backend), options);
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

const ask = <T>(socket: Socket, event: string, body: unknown) =>
  socket.timeout(10_000).emitWithAck(event, body) as Promise<{ data: T; problem?: Problem }>;
const send = async (socket: Socket, text: string, more: Record<string, unknown> = {}) => {
  const message = { text, clientMessageId: crypto.randomUUID(), ...more };
  const { data, problem } = await ask<{ conversationId: string; messageId: string }>(
    socket,
    'message:send',
    message,
  );
  if (problem) throw new Error(JSON.stringify(problem));
  return data;
};
const next = <T>(socket: Socket, event: string) => new Promise<T>((resolve) => socket.once(event, resolve));
const chats = () =>
  ollama.requests.filter(
    ({ path, body }) => path === '/api/chat' && (body as { messages: unknown[] }).messages.length,
  );

async function signIn(backend: Backend, user: { username: string; password: string }): Promise<string> {
  const login = await post(backend, '/api/auth/login', user, '');
  return (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

it('goes on with an answer at another backend, to the byte, when the first page is lost', async () => {
  const here = await connect(a);
  const heard = hearAnswer(here);
  const { messageId } = await send(here, 'Berätta [double:say 100] [double:pace 20]');
  await heard.lose();
  const there = await connect(b);
  let rest = '';
  there.on('answer:delta', (delta: { text: string }) => (rest += delta.text));
  const done = next<ChatResponse>(there, 'answer:done');
  const { data } = await ask<{ text: string; fromSeq: number; done: boolean }>(there, 'answer:resume', {
    messageId,
    fromSeq: heard.seq,
  });
  expect(data.done).toBe(false);
  const { reply } = await done;
  expect((data.fromSeq === 0 ? '' : heard.text) + data.text + rest).toBe(reply.text);
  expect(chats()).toHaveLength(1);
});

it('stops an answer that the other backend makes, within a second', async () => {
  const [here, there] = [await connect(a), await connect(b)];
  const { messageId } = await send(here, 'Berätta [double:infinite]');
  await next(here, 'answer:delta');
  const done = next<ChatResponse>(here, 'answer:done');
  const started = performance.now();
  expect((await ask(there, 'message:stop', { messageId })).data).toEqual({ stopped: true });
  expect(performance.now() - started).toBeLessThan(1_000);
  expect((await done).reply.text).not.toBe('');
  expect((await ask(there, 'message:stop', { messageId })).data).toEqual({ stopped: false });
});

it('lets an answer go when the page at the other backend leaves, and not before', async () => {
  const here = await connect(a);
  const { messageId } = await send(here, 'Berätta [double:infinite]');
  await next(here, 'answer:delta');
  const there = await connect(b);
  await ask(there, 'answer:resume', { messageId, fromSeq: 0 });
  await next(there, 'answer:delta');
  // Time for the other backend to say that it watches.
  await next(there, 'answer:delta');
  here.disconnect();
  await next(there, 'answer:delta');
  expect(ollama.running()).toBe(1);
  there.disconnect();
  await waitUntil('the model to be let go', () => ollama.running() === 0, { timeoutMs: 3_000 });
});

it('does nothing twice for one message at two backends, and gives both the answer', async () => {
  ollama.requests.length = 0;
  const message = { text: 'Berätta [double:say 30] [double:pace 20]', clientMessageId: crypto.randomUUID() };
  const first = post(a, '/api/chat', message);
  await waitUntil('it to be asked', () => chats().length > 0);
  const second = post(b, '/api/chat', message);
  const answers = await Promise.all(
    [first, second].map(async (answer) => (await (await answer).json()) as ChatResponse),
  );
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[0]?.reply.text).not.toBe('');
  const again = (await (await post(b, '/api/chat', message)).json()) as ChatResponse;
  expect(again).toEqual(answers[0]);
  expect(chats().filter(({ body }) => JSON.stringify(body).includes('say 30'))).toHaveLength(1);
});

it('has one queue: a place in it, and no more than three of one person', async () => {
  const [here, there] = [await connect(a), await connect(b)];
  const first = await send(here, 'Berätta [double:infinite]');
  const places: number[] = [];
  there.on('answer:queued', ({ position }: { position: number }) => places.push(position));
  const second = await send(there, 'Och sen? [double:say 2]');
  await waitUntil('the second to wait', () => places.length > 0);
  const queued = next(here, 'answer:queued');
  const third = await send(here, 'Och sen? [double:infinite]');
  await queued;
  const refused = await post(b, '/api/chat', { text: 'En till' });
  expect(refused.status).toBe(429);
  const done = next<ChatResponse>(there, 'answer:done');
  await ask(there, 'message:stop', { messageId: first.messageId });
  expect((await done).messageId).toBe(second.messageId);
  expect(places).toEqual([1, 0]);
  await ask(there, 'message:stop', { messageId: third.messageId });
});

it('makes one answer at a time over both, sixteen in all', async () => {
  const people = await Promise.all(
    Array.from({ length: 9 }, async (_, i) => {
      const user = { username: `person${i}`, password: 'ett bra lösenord', role: 'adult' };
      expect((await post(a, '/api/users', user)).status).toBe(201);
      return signIn(a, user);
    }),
  );
  let most = 0;
  const watching = setInterval(() => (most = Math.max(most, ollama.running())), 1);
  const answers = await Promise.all(
    [...people, ...people].map(
      async (session, i) =>
        (await post(i % 2 ? a : b, '/api/chat', { text: '[double:say 20]' }, session)).status,
    ),
  );
  clearInterval(watching);
  expect(answers.filter((status) => status === 200)).toHaveLength(16);
  expect(answers.filter((status) => status === 503)).toHaveLength(2);
  expect(most).toBe(1);
});

it('closes the sockets of a session that is ended at the other backend, within a second', async () => {
  const session = await signIn(a, owner);
  const there = await connect(b, session);
  const gone = next(there, 'disconnect');
  await post(a, '/api/auth/logout', {}, session);
  const started = performance.now();
  await gone;
  expect(performance.now() - started).toBeLessThan(1_500);
});

it('follows the choice of a model at the other backend', async () => {
  expect((await call(a, 'PATCH', '/api/models/settings', { defaultModel: 'other:1b' })).status).toBe(200);
  await waitUntil('the choice to be known', async () => {
    const models = (await (await call(b, 'GET', '/api/models')).json()) as Models;
    return models.defaultModel === 'other:1b';
  });
  await call(a, 'PATCH', '/api/models/settings', { defaultModel: 'qwen3:4b' });
  await waitUntil('the choice to be known', async () => {
    const models = (await (await call(b, 'GET', '/api/models')).json()) as Models;
    return models.defaultModel === 'qwen3:4b';
  });
});

it('interrupts the answers of a backend that is gone, frees its places, and leaves those of the others alone', async () => {
  const database = openDatabase(databaseUrl);
  const conversationOf = async (id: string) =>
    (await (await call(b, 'GET', `/api/conversations/${id}`)).json()) as Conversation;
  try {
    const there = await connect(b);
    const alive = await send(there, 'Berätta [double:say 400] [double:pace 40]');
    await next(there, 'answer:delta');
    // As a backend leaves it that was killed: an answer, a place in the queue, and no sign of life any more.
    const dead = 'dead-instance';
    await database('backend_instances').insert({ id: dead, place: 'nowhere', seen_at: Date.now() });
    const left = { conversation_id: alive.conversationId, position: 900, role: 'assistant', text: 'Det' };
    const answers = database<{ id: string; user_id: string }>('messages').where({ id: alive.messageId });
    const user_id = (await answers.first('user_id'))?.user_id;
    const row = {
      ...left,
      id: crypto.randomUUID(),
      user_id,
      status: 'streaming',
      created_at: '2026',
      instance_id: dead,
    };
    await database('messages').insert(row);
    const started = performance.now();
    const messageOf = async (id: string) =>
      (await conversationOf(alive.conversationId)).messages.find((m) => m.id === id);
    await waitUntil('it to be interrupted', async () => (await messageOf(row.id))?.status === 'interrupted', {
      timeoutMs: 15_000,
    });
    expect(performance.now() - started).toBeGreaterThan(3_000);
    expect((await messageOf(alive.messageId))?.status).toBe('streaming');
    await ask(there, 'message:stop', { messageId: alive.messageId });
  } finally {
    await database.destroy();
  }
});
