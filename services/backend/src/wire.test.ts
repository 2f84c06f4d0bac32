import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { AuditPage, ChatResponse, Classification, Problem } from '@alice/contracts';
import { close, createLogger, listen } from '@alice/service-runtime';
import { waitUntil } from '@alice/test-stack';
import { io, type Socket } from 'socket.io-client';
import { startOllamaDouble, type OllamaDouble } from '../../../tests/doubles/ollama/ollama-double';
import { loadConfig } from './config/config';
import { migrateDatabase, openDatabase } from './database/open-database';
import { hearAnswer } from './lose-connection.contract';
import { startBackend, type Backend } from './wire';

// The whole backend in this process, with a real database and a double of the language model's server.

const SETUP_TOKEN = 'a1b2c3d4e5f6a7b8';
const owner = { username: 'Åsa', password: 'ett bra lösenord' };
const nothing: Classification = { intent: 'none', confidence: 0, slots: {}, tool: null, alternatives: [] };
const pause = (confidence: number): Classification => ({
  ...nothing,
  intent: 'PAUSE',
  confidence,
  tool: { name: 'PAUSE', args: {} },
});

let ollama: OllamaDouble;
let nlu: Server;
let understood: Classification;
let directory: string;
let backend: Backend | undefined;
let cookie: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  ollama = await startOllamaDouble({ models: ['qwen3:4b'], pace: { tokenMs: 1, firstTokenMs: 1 } });
  nlu = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(understood));
  });
  await listen(nlu, 0, '127.0.0.1');
});
beforeEach(() => {
  understood = nothing;
  directory = mkdtempSync(join(tmpdir(), 'alice-backend-'));
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  ollama.setMode('ok');
  await backend?.stop();
  backend = undefined;
  rmSync(directory, { recursive: true });
});
afterAll(async () => {
  await close(nlu);
  await ollama.close();
});

async function start(settings: Record<string, string> = {}): Promise<void> {
  const { config, secrets } = loadConfig({
    NODE_ENV: 'test',
    PUBLIC_URL: 'http://localhost:8080',
    DATABASE_URL: `sqlite:${join(directory, 'alice.db')}`,
    SECRET_KEY: '0123456789abcdefghijklmnopqrstuv',
    SETUP_TOKEN,
    NLU_URL: `http://127.0.0.1:${(nlu.address() as AddressInfo).port}`,
    OLLAMA_HOST: ollama.url,
    OLLAMA_PULL_HOST: 'http://127.0.0.1:1',
    MPD_HOST: '127.0.0.1',
    MPD_PORT: '1',
    ENABLE_METRICS: 'false',
    BACKEND_HOST: '127.0.0.1',
    ...settings,
  });
  const database = openDatabase(config.DATABASE_URL);
  await migrateDatabase(database);
  await database.destroy();
  backend = await startBackend(
    { ...config, BACKEND_PORT: 0 },
    secrets,
    createLogger({ service: 'test', level: 'error' }),
    '0',
  );
  const login = await post('/api/auth/setup', { setupToken: SETUP_TOKEN, ...owner });
  const again = login.status === 409 ? await post('/api/auth/login', owner) : login;
  cookie = (again.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  await waitUntil('the model to be seen', async () => {
    const health = (await (await fetch(`${url()}/api/health`)).json()) as {
      services: { ollama: { status: string } };
    };
    return health.services.ollama.status !== 'starting';
  });
  ollama.requests.length = 0;
}

const url = () => `http://127.0.0.1:${backend?.port}`;

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url()}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cookie ?? '', ...headers },
    body: JSON.stringify(body),
  });
}

async function say(text: string, more: Record<string, unknown> = {}): Promise<ChatResponse> {
  const answer = await post('/api/chat', { text, ...more });
  if (answer.status !== 200)
    throw new Error(`"${text}" was answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as ChatResponse;
}

const chats = () =>
  ollama.requests
    .filter(({ path, body }) => path === '/api/chat' && (body as { messages: unknown[] }).messages.length > 0)
    .map(({ body }) => body as Record<string, unknown> & { options: Record<string, unknown> });

async function connect(): Promise<Socket> {
  const socket = io(url(), {
    path: '/ws/',
    transports: ['websocket'],
    extraHeaders: { cookie },
    reconnection: false,
  });
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

const send = (socket: Socket, text: string, more: Record<string, unknown> = {}) =>
  socket
    .timeout(5_000)
    .emitWithAck('message:send', { text, clientMessageId: crypto.randomUUID(), ...more }) as Promise<{
    data: { conversationId: string; messageId: string };
  }>;

describe('what goes over the wire to the model', () => {
  it('takes the temperature for commands where nlu is not sure enough, and the model’s own otherwise', async () => {
    await start();
    understood = pause(0.5);
    await say('pausa kanske');
    understood = nothing;
    await say('vad är klockan?');
    const [likeCommand, chat] = chats();
    expect(likeCommand?.options).toMatchObject({ temperature: 0.15, num_ctx: 8192 });
    expect(chat?.options).not.toHaveProperty('temperature');
    for (const sent of [likeCommand, chat]) expect(sent).toMatchObject({ think: false, keep_alive: -1 });
    expect((chat?.tools as unknown[]).length).toBe(12);
  });

  it('is told what it may use and no more: ENABLED_TOOLS', async () => {
    await start({ ENABLED_TOOLS: 'PAUSE,NEXT' });
    const { meta, reply } = await say('tool:STOP {}');
    expect(meta.tools).toEqual([]);
    expect(reply.source).toBe('llm');
    expect((chats()[0]?.tools as { function: { name: string } }[]).map((tool) => tool.function.name)).toEqual(
      ['PAUSE', 'NEXT'],
    );
  });

  it('is asked for neither thinking nor tools with USE_HARMONY=false', async () => {
    await start({ USE_HARMONY: 'false' });
    await say('vad är klockan?');
    expect(chats()[0]).not.toHaveProperty('think');
    expect(chats()[0]).not.toHaveProperty('tools');
  });

  it('gets no tools with USE_TOOLS=false, and commands are answered as switched off', async () => {
    await start({ USE_TOOLS: 'false' });
    await say('vad är klockan?');
    expect(chats()[0]).not.toHaveProperty('tools');
    understood = pause(0.99);
    expect((await say('pausa')).meta.tool).toMatchObject({
      executed: false,
      error: { code: 'tool_disabled' },
    });
    expect(chats()).toHaveLength(1);
  });

  it('is never asked anything with JARVIS_MINIMAL=1', async () => {
    await start({ JARVIS_MINIMAL: '1' });
    expect((await say('hur mår du?')).reply.source).toBe('system');
    expect(ollama.requests).toEqual([]);
  });
});

describe('an answer over a socket', () => {
  it('is the same to the byte for who lost the connection in the middle', async () => {
    await start();
    const socket = await connect();
    const heard = hearAnswer(socket);
    const { data } = await send(socket, 'Berätta [double:say 60] [double:pace 5]');
    await heard.lose();
    const back = await connect();
    let rest = '';
    const done = new Promise<ChatResponse>((resolve) => back.once('answer:done', resolve));
    back.on('answer:delta', (delta: { seq: number; text: string }) => (rest += delta.text));
    const resumed = (await back
      .timeout(5_000)
      .emitWithAck('answer:resume', { messageId: data.messageId, fromSeq: heard.seq })) as {
      data: { text: string; fromSeq: number };
    };
    const { reply } = await done;
    expect(resumed.data.fromSeq).toBe(heard.seq);
    expect(heard.text + resumed.data.text + rest).toBe(reply.text);
  });

  it('ends within a second for who says that he leaves, and what was said stays', async () => {
    await start();
    const socket = await connect();
    const { data } = await send(socket, 'Berätta [double:infinite]');
    const heard = await new Promise<{ text: string }>((resolve) => socket.once('answer:delta', resolve));
    socket.disconnect();
    await waitUntil('the model to be let go', () => ollama.running() === 0, { timeoutMs: 1_000 });
    const conversation = await waitUntil('the answer to be stored', async () => {
      const answer = await fetch(`${url()}/api/conversations/${data.conversationId}`, {
        headers: { cookie },
      });
      const { messages } = (await answer.json()) as { messages: { status: string; text: string }[] };
      return messages.at(-1)?.status === 'interrupted' && messages;
    });
    expect(heard.text).not.toBe('');
    expect(conversation.at(-1)?.text.startsWith(heard.text)).toBe(true);
  });

  it('ends within a second when it is stopped', async () => {
    await start();
    const socket = await connect();
    const { data } = await send(socket, 'Berätta [double:infinite]');
    await new Promise((resolve) => socket.once('answer:delta', resolve));
    const done = new Promise<ChatResponse>((resolve) => socket.once('answer:done', resolve));
    const stop = () => socket.timeout(1_000).emitWithAck('message:stop', { messageId: data.messageId });
    expect(await stop()).toEqual({ data: { stopped: true } });
    expect((await done).reply.text).not.toBe('');
    await waitUntil('the model to be let go', () => ollama.running() === 0, { timeoutMs: 1_000 });
    expect(await stop()).toEqual({ data: { stopped: false } });
  });

  it('waits its turn, and is told its place', async () => {
    await start();
    const socket = await connect();
    const first = await send(socket, 'Berätta [double:infinite]');
    const places: number[] = [];
    socket.on('answer:queued', ({ position }: { position: number }) => places.push(position));
    const second = await send(socket, 'Och sen?');
    await waitUntil('the second to wait', () => places.length > 0);
    const done = new Promise<ChatResponse>((resolve) =>
      socket.on('answer:done', (answer: ChatResponse) => {
        if (answer.messageId === second.data.messageId) resolve(answer);
      }),
    );
    await socket.timeout(1_000).emitWithAck('message:stop', { messageId: first.data.messageId });
    await done;
    expect(places).toEqual([1, 0]);
  });
});

describe('a long conversation', () => {
  it('always fits: nothing is cut, and what was said first is kept in short', async () => {
    await start({ OLLAMA_NUM_CTX: '4096' });
    const { conversationId } = await say('Jag heter Åsa [double:say 3]');
    for (let turn = 0; turn < 30; turn++) {
      await say(`Fråga ${turn} ${'om något '.repeat(20)}[double:say 30] [double:pace 0]`, { conversationId });
    }
    const sent = chats() as unknown as { messages: { role: string; content: string }[] }[];
    const digests = sent.filter(({ messages }) => messages[0]?.content.startsWith('Här är början'));
    expect(digests.length).toBeGreaterThan(0);
    expect(digests.length).toBeLessThan(6);
    expect(digests[0]?.messages[1]?.content).toContain('Jag heter Åsa');
    expect(sent.at(-1)?.messages[0]?.content).toMatch(/i korthet/);
    expect(sent.at(-1)?.messages.at(-1)?.content).toMatch(/^Fråga 29/);
  });
});

describe('bad days of the model', () => {
  const bad = async (mode: string, more: Record<string, string> = {}) => {
    await start(more);
    const answer = await post('/api/chat', { text: `Berätta [double:${mode}]` });
    return { status: answer.status, body: (await answer.json()) as ChatResponse & Problem };
  };

  it.each([
    'think-tags',
    'harmony-markers',
    'thinking-only',
    'empty',
    'split-utf8',
    'lines-together',
    'line-in-pieces',
  ])('%s: an answer without a word of thinking comes out of it', async (mode) => {
    const { status, body } = await bad(mode, { OLLAMA_REASONING_EFFORT: 'high' });
    expect(status).toBe(200);
    expect(body.reply.text).not.toBe('');
    expect(body.reply.text).not.toMatch(/short answer will do|<\|?think|<\|/);
    expect(body.reply.text).not.toContain('\ufffd');
  });

  it.each(['unknown-tool', 'invalid-arguments', 'many-calls'])('%s: it ends with words', async (mode) => {
    const { status, body } = await bad(mode);
    expect(status).toBe(200);
    expect(body.reply.text).not.toBe('');
    expect(body.meta.tools.length).toBeLessThanOrEqual(3);
    expect(chats().length).toBeLessThanOrEqual(4);
  });

  it('a broken call is tried again at temperature 0, and then without tools', async () => {
    await start();
    // Without tools the double breaks too, but only after its first words.
    const answer = await post('/api/chat', { text: 'tool:PAUSE {} [double:tool-call-broken]' });
    expect(answer.status).toBe(503);
    const tries = chats();
    expect(tries.map(({ options, tools }) => [options.temperature, tools !== undefined])).toEqual([
      [undefined, true],
      [0, true],
      [undefined, false],
    ]);
  });

  it.each([
    ['reset', {}],
    ['invalid-json', {}],
    ['error-mid-stream', {}],
    ['connection-closed-early', {}],
    ['huge-line', {}],
    ['stall', { OLLAMA_IDLE_TIMEOUT: '0.3' }],
    ['slow-first-token', { OLLAMA_FIRST_TOKEN_TIMEOUT: '0.3' }],
    ['out-of-memory', {}],
  ])('%s: it is told as what it is, the slot is free, and the next one is answered', async (mode, more) => {
    const { status, body } = await bad(mode, more);
    expect([status, body.code]).toEqual([503, 'llm_unavailable']);
    await waitUntil('the model to be let go', () => ollama.running() === 0, { timeoutMs: 1_000 });
    expect((await say('vad är klockan?')).reply.source).toBe('llm');
  });

  it('busy: it is tried again, and told with a time to come back', async () => {
    await start();
    ollama.setMode('busy');
    const answer = await post('/api/chat', { text: 'Berätta' });
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(((await answer.json()) as Problem).code).toBe('llm_busy');
    expect(chats()).toHaveLength(3);
  });

  it('dead: after three failures the next is refused at once', async () => {
    await start();
    ollama.setMode('out-of-memory');
    for (let i = 0; i < 3; i++) expect((await post('/api/chat', { text: 'Berätta' })).status).toBe(503);
    const before = chats().length;
    const started = performance.now();
    const answer = await post('/api/chat', { text: 'Berätta' });
    expect(performance.now() - started).toBeLessThan(500);
    expect(answer.headers.get('retry-after')).not.toBeNull();
    expect(chats()).toHaveLength(before);
    understood = pause(0.99);
    expect((await say('pausa')).reply.source).toBe('router');
  });
});

describe('fifty people at once', () => {
  it('are answered in turn, sixteen of them; the others are told at once when to come back', async () => {
    await start({ RATE_LOGIN_PER_ADDRESS: '100' });
    const others = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const user = { username: `person${i}`, password: 'ett bra lösenord', role: 'adult' };
        expect((await post('/api/users', user)).status).toBe(201);
        const login = await post('/api/auth/login', user, { cookie: '' });
        return (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      }),
    );
    const owners = cookie;
    const answers = await Promise.all(
      others.map(async (session) => {
        cookie = session;
        const started = performance.now();
        const answer = await post('/api/chat', { text: 'Berätta [double:say 4]' });
        await answer.text();
        return {
          status: answer.status,
          ms: performance.now() - started,
          retry: answer.headers.get('retry-after'),
        };
      }),
    );
    cookie = owners;
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(16);
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused).toHaveLength(34);
    for (const { retry } of refused) expect(Number(retry)).toBeGreaterThan(0);
  }, 120_000);
});

it('closes the sockets of a session that is ended, at once, and of no other', async () => {
  await start();
  const own = cookie;
  const [mine, reasons] = [await connect(), [] as string[]];
  mine.on('disconnect', (reason) => reasons.push(reason));
  cookie = '';
  cookie = ((await post('/api/auth/login', owner)).headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const other = await connect();
  cookie = own;
  const ended = new Promise((resolve) => other.once('disconnect', resolve));
  await fetch(`${url()}/api/auth/sessions`, { method: 'DELETE', headers: { cookie } });
  expect(await ended).toBe('io server disconnect');
  expect(mine.connected).toBe(true);
  expect(reasons).toEqual([]);
});

describe('who sends too much', () => {
  it('is told when to come back, by every entrance, and nobody else is', async () => {
    await start({ RATE_TURNS_PER_USER: '3', JARVIS_MINIMAL: '1' });
    const socket = await connect();
    await say('hej');
    await (await post('/api/chat/stream', { text: 'hej' })).text();
    await send(socket, 'hej');
    for (const path of ['/api/chat', '/api/chat/stream']) {
      const answer = await post(path, { text: 'hej' });
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(50);
      expect(answer.headers.get('ratelimit-policy')).toBe('"turns";q=3;w=60');
    }
    expect(await send(socket, 'hej')).toMatchObject({ problem: { code: 'rate_limited', status: 429 } });
    const bo = { username: 'Bo', password: 'ett bra lösenord' };
    await post('/api/users', bo);
    const login = await post('/api/auth/login', bo, { cookie: '' });
    cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    await say('hej');
  });

  it('on a socket is answered, and closed when going on; other sockets stay', async () => {
    await start({ JARVIS_MINIMAL: '1' });
    const [flooding, other] = [await connect(), await connect()];
    const reasons: string[] = [];
    flooding.on('disconnect', (reason) => reasons.push(reason));
    const stop = (socket: Socket) =>
      socket.timeout(5_000).emitWithAck('message:stop', { messageId: crypto.randomUUID() }) as Promise<{
        problem?: Problem;
      }>;
    const answers = await Promise.all(Array.from({ length: 150 }, () => stop(flooding)));
    const refused = answers.filter(({ problem }) => problem);
    expect(refused.length).toBeGreaterThan(30);
    expect(refused.length).toBeLessThanOrEqual(50);
    expect(refused[0]?.problem).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 });
    expect(flooding.connected).toBe(true);
    const closed = new Promise<number>((resolve) => {
      const { transport } = flooding.io.engine as unknown as { transport: { ws: WebSocket } };
      transport.ws.addEventListener('close', ({ code }) => resolve(code));
    });
    for (let i = 0; i < 200; i++) flooding.emit('message:stop', { messageId: crypto.randomUUID() });
    expect(await closed).toBe(1008);
    expect(reasons).toEqual(['io server disconnect']);
    expect(await stop(other)).toEqual({ data: { stopped: false } });
  });
});

it('writes down who did what, for the owner to read, and never what was said', async () => {
  await start({ JARVIS_MINIMAL: '1' });
  understood = pause(0.99);
  await say('pausa den där hemliga låten');
  await post('/api/auth/login', { username: 'Åsa', password: 'inte det rätta' }, { cookie: '' });
  const read = () => fetch(`${url()}/api/audit`, { headers: { cookie } });
  const text = await (await read()).text();
  expect(text).not.toMatch(/hemliga|inte det rätta/);
  const { items } = JSON.parse(text) as AuditPage;
  expect(items.map(({ actor, action, subject, outcome }) => [actor?.name, action, subject, outcome])).toEqual(
    [
      [undefined, 'login', 'Åsa', 'failed'],
      ['Åsa', 'tool_called', 'PAUSE', 'failed'],
      ['Åsa', 'setup', null, 'ok'],
    ],
  );
  for (const { address, requestId } of items) {
    expect(address).toMatch(/127\.0\.0\.1$/);
    expect(requestId).toMatch(/^[\w-]{36}$/);
  }
});

it('lets a socket in with a key that is for conversations alone', async () => {
  await start();
  const keyFor = async (scope: string) =>
    ((await (await post('/api/keys', { name: scope, scopes: [scope] })).json()) as { key: string }).key;
  const connectWith = (key: string) => {
    const extraHeaders = { authorization: `Bearer ${key}` };
    const socket = io(url(), { path: '/ws/', transports: ['websocket'], extraHeaders, reconnection: false });
    sockets.push(socket);
    return new Promise<string>((resolve) => {
      socket.once('connect', () => resolve('connected'));
      socket.once('connect_error', (error) => resolve(error.message));
    });
  };
  expect(await connectWith(await keyFor('music'))).toBe('forbidden');
  expect(await connectWith(await keyFor('chat'))).toBe('connected');
  expect(await connectWith('alice_none')).toBe('unauthenticated');
});

it('tells the model how the person would like it to be', async () => {
  await start();
  const persona = 'Kalla mig kapten.';
  await fetch(`${url()}/api/auth/me/preferences`, {
    method: 'PATCH',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  });
  await say('Hur mår du?');
  const [system] = (chats()[0] as unknown as { messages: { content: string }[] }).messages;
  expect(system?.content).toContain(persona);
});

describe('what is refused', () => {
  it.each([
    ['blank', { text: ' \n' }, 400, 'invalid_input'],
    ['too long', { text: 'å'.repeat(8_001) }, 413, 'too_large'],
    ['with NUL', { text: 'a\u0000' }, 400, 'invalid_input'],
    ['with half a character', { text: 'a\ud800' }, 400, 'invalid_input'],
    [
      'for a conversation that is not there',
      { text: 'hej', conversationId: crypto.randomUUID() },
      404,
      'not_found',
    ],
  ])('is a message %s', async (_what, body, status, code) => {
    await start();
    const answer = await post('/api/chat', body);
    expect(answer.status).toBe(status);
    const problem = (await answer.json()) as Problem;
    expect(problem.code).toBe(code);
    if (status === 413) expect(problem.errors?.[0]?.message).toMatch(/8.?000/);
    const socket = await connect();
    expect(await send(socket, body.text, body)).toMatchObject({ problem: { code } });
  });

  it('is a message of 8,000 characters not, nor one whose characters take two units each', async () => {
    await start();
    for (const text of ['å'.repeat(8_000), '🎵'.repeat(8_000)]) {
      const { reply } = await say(`[double:say 2]${text.slice(0, -28)}`);
      expect(reply.text).toBe('ord1 ord2');
    }
  });

  it('is a message that the model has no room for, with what to do; nothing is cut', async () => {
    await start({ OLLAMA_NUM_CTX: '2048' });
    const answer = await post('/api/chat', { text: 'å'.repeat(8_000) });
    expect(answer.status).toBe(413);
    expect(((await answer.json()) as Problem).errors?.[0]?.message).toMatch(/OLLAMA_NUM_CTX/);
    for (const chat of chats()) expect(chat).toMatchObject({ truncate: false, shift: false });
  });

  it('names the missing model and how to get it', async () => {
    await start({ OLLAMA_MODEL: 'gpt-oss:20b' });
    const answer = await post('/api/chat', { text: 'vad är klockan?' });
    expect(answer.status).toBe(503);
    const { code, detail } = (await answer.json()) as Problem;
    expect(code).toBe('model_missing');
    expect(detail).toMatch(/gpt-oss:20b/);
  });
});
