import { randomBytes } from 'node:crypto';
import type { ConversationPage, Problem } from '@alice/contracts';
import { createLogger } from '@alice/service-runtime';
import { docker, startPostgres, waitUntil, type TestPostgres } from '@alice/test-stack';
import { io } from 'socket.io-client';
import { loadConfig } from './config/config';
import { migrateDatabase, openDatabase } from './database/open-database';
import { startBackend, type Backend } from './wire';

// A whole backend in this process, on a PostgreSQL whose disk fills up.

const SETUP_TOKEN = 'a1b2c3d4e5f6a7b8';
const FILLER = '/var/lib/postgresql/data/filler';
const NO_ROOM = /^Disken är full, så inget nytt kan sparas; det som redan är sparat finns kvar\./;

let postgres: TestPostgres;
let backend: Backend;
let cookie: string;

jest.setTimeout(120_000);

beforeAll(async () => {
  postgres = await startPostgres({ disk: '250m' });
  const database = openDatabase(postgres.url);
  await migrateDatabase(database);
  await database.destroy();
  const { config, secrets } = loadConfig({
    NODE_ENV: 'test',
    PUBLIC_URL: 'http://localhost:8080',
    DATABASE_URL: postgres.url,
    POSTGRES_PASSWORD: new URL(postgres.url).password,
    SECRET_KEY: '0123456789abcdefghijklmnopqrstuv',
    SETUP_TOKEN,
    NLU_URL: 'http://127.0.0.1:1',
    OLLAMA_HOST: 'http://127.0.0.1:1',
    OLLAMA_PULL_HOST: 'http://127.0.0.1:1',
    MPD_HOST: '127.0.0.1',
    MPD_PORT: '1',
    ENABLE_METRICS: 'false',
    BACKEND_HOST: '127.0.0.1',
  });
  const logger = createLogger({ service: 'test', level: 'error' });
  backend = await startBackend({ ...config, BACKEND_PORT: 0 }, secrets, logger, '0');
  const setup = await call('POST', '/api/auth/setup', {
    setupToken: SETUP_TOKEN,
    username: 'Åsa',
    password: 'ett bra lösenord',
  });
  cookie = (setup.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}, 180_000);
afterAll(async () => {
  await backend?.stop();
  await postgres?.stop();
});

const url = () => `http://127.0.0.1:${backend.port}`;
const call = (method: string, path: string, body?: unknown) =>
  fetch(`${url()}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'accept-language': 'sv', cookie: cookie ?? '' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const inPostgres = (script: string) =>
  docker(['exec', postgres.container.getId(), 'sh', '-c', script]).catch(() => undefined);
/** Four thousand characters that no database stores in fewer bytes. */
const long = () => randomBytes(2_000).toString('hex');
const conversations = async () =>
  ((await (await call('GET', '/api/conversations')).json()) as ConversationPage).items;

it('lets people read what is there and says why nothing new is kept, until there is room again', async () => {
  await call('POST', '/api/chat', { text: 'sparat' });
  const before = await conversations();
  expect(before).toHaveLength(1);

  await inPostgres(`dd if=/dev/zero of=${FILLER} bs=64k; dd if=/dev/zero of=${FILLER}.2 bs=512`);
  // There is no model either: a message that is kept is answered with that.
  const refusal = async () => (await (await call('POST', '/api/chat', { text: long() })).json()) as Problem;
  const problem = await waitUntil('a message not to be kept', async () => {
    const found = await refusal();
    return NO_ROOM.test(found.detail ?? '') ? found : undefined;
  });
  expect(problem).toMatchObject({ code: 'unavailable', retryAfterSeconds: 60 });

  const socket = io(url(), { path: '/ws/', transports: ['websocket'], extraHeaders: { cookie } });
  const ack = (await socket
    .timeout(5_000)
    .emitWithAck('message:send', { text: long(), clientMessageId: crypto.randomUUID() })) as {
    problem?: Problem;
  };
  socket.disconnect();
  expect(ack.problem).toMatchObject({
    code: 'unavailable',
    detail: expect.stringMatching(NO_ROOM) as string,
  });

  expect(await conversations()).toEqual(expect.arrayContaining(before));
  expect((await call('GET', `/api/conversations/${before[0]?.id}`)).status).toBe(200);

  await inPostgres(`rm ${FILLER} ${FILLER}.2`);
  await waitUntil('a message to be kept', async () => (await refusal()).code === 'llm_unavailable');
});
