import { createServer, type Server } from 'node:http';
import {
  apiKeySchema,
  MAX_PERSONA_LENGTH,
  preferencesSchema,
  sessionSchema,
  type Problem,
  type User,
} from '@alice/contracts';
import { close, createHttpApp, createLogger, createMetrics, listen } from '@alice/service-runtime';
import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { createGuard, identityOf } from '../../http/authenticate';
import { accountsRoutes } from './accounts-routes';
import { testAccounts } from './test-accounts.contract';

// Passwords take their time, and more of it beside other work.
jest.setTimeout(20_000);

const owner = { username: 'Åsa', password: 'ett bra lösenord' };
let database: Database;
let server: Server;
let url: string;
let cookie: string;

beforeEach(async () => {
  cookie = '';
  database = openDatabase('sqlite::memory:');
  await migrateDatabase(database);
  const accounts = testAccounts(database, { setupToken: 'a-setup-token' });
  server = createServer(
    createHttpApp({
      routes: accountsRoutes(accounts, identityOf),
      logger: createLogger({ service: 'test', level: 'error' }),
      metrics: createMetrics(),
      guard: createGuard(accounts),
    }),
  );
  url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  cookie = cookieOf(await send('POST', '/api/auth/setup', { setupToken: 'a-setup-token', ...owner }));
});
afterEach(async () => {
  await close(server);
  await database.destroy();
});

const cookieOf = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  return fetch(url + path, {
    method,
    headers: {
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
const read = async <T>(answer: Response | Promise<Response>) => (await (await answer).json()) as T;
const login = () =>
  send('POST', '/api/auth/login', owner, { 'user-agent': 'Firefox på köksbordet', cookie: '' });

async function refused(answer: Promise<Response>): Promise<[number, Record<string, string>]> {
  const { status, errors = [] } = await read<Problem>(answer);
  const messages: Record<string, string> = {};
  for (const { path, message } of errors) messages[path] ??= message;
  return [status, messages];
}

it('changes the own name, and says at its field what is wrong with it', async () => {
  await send('POST', '/api/users', { username: 'Bo', password: owner.password });
  expect(await read<User>(send('PATCH', '/api/auth/me', { username: ' Åsa Ek ' }))).toMatchObject({
    username: 'Åsa Ek',
    role: 'owner',
  });
  expect(await refused(send('PATCH', '/api/auth/me', { username: 'bo' }))).toEqual([
    409,
    { username: 'Namnet är upptaget. Välj ett annat.' },
  ]);
  expect(await refused(send('PATCH', '/api/auth/me', { username: '' }))).toEqual([
    400,
    { username: 'Det här behöver fyllas i.' },
  ]);
  expect(await refused(send('PATCH', '/api/auth/me', {}, { 'accept-language': 'en' }))).toEqual([
    400,
    { username: 'This is missing.' },
  ]);
});

it('changes the own password, and keeps this session alone', async () => {
  const other = cookieOf(await login());
  const change = { currentPassword: owner.password, newPassword: 'ett nytt lösenord' };
  expect(await refused(send('POST', '/api/auth/password', { ...change, currentPassword: 'x' }))).toEqual([
    400,
    { currentPassword: 'Det är inte ditt nuvarande lösenord.' },
  ]);
  expect(await refused(send('POST', '/api/auth/password', { ...change, newPassword: 'kort' }))).toEqual([
    400,
    { newPassword: 'Minst 10 tecken.' },
  ]);
  expect((await send('POST', '/api/auth/password', change)).status).toBe(204);
  expect((await send('GET', '/api/auth/me')).status).toBe(200);
  expect((await send('GET', '/api/auth/me', undefined, { cookie: other })).status).toBe(401);
});

it('lists sessions and ends them', async () => {
  await login();
  const list = async () => sessionSchema.array().parse(await read(send('GET', '/api/auth/sessions')));
  const other = (await list()).find(({ current }) => !current);
  expect(other).toMatchObject({ userAgent: 'Firefox på köksbordet' });
  expect((await send('DELETE', '/api/auth/sessions/none')).status).toBe(404);
  expect((await send('DELETE', `/api/auth/sessions/${other?.id}`)).status).toBe(204);
  await login();
  expect((await send('DELETE', '/api/auth/sessions')).status).toBe(204);
  expect((await list()).map(({ current }) => current)).toEqual([true]);
});

it('lists API keys without their secrets and removes them', async () => {
  const { id, key } = await read<{ id: string; key: string }>(
    send('POST', '/api/keys', { name: 'Vinden i skogen' }),
  );
  const withKey = () =>
    send('GET', '/api/auth/me', undefined, { cookie: '', authorization: `Bearer ${key}` });
  expect((await withKey()).status).toBe(200);
  const listed = await read<unknown[]>(send('GET', '/api/keys'));
  expect(apiKeySchema.array().parse(listed)).toMatchObject([{ id, name: 'Vinden i skogen', scopes: null }]);
  expect(JSON.stringify(listed)).not.toContain(key);
  expect((await send('DELETE', '/api/keys/none')).status).toBe(404);
  expect((await send('DELETE', `/api/keys/${id}`)).status).toBe(204);
  expect((await withKey()).status).toBe(401);
});

it('keeps preferences, and refuses a persona that is too long by its characters', async () => {
  const path = '/api/auth/me/preferences';
  expect(preferencesSchema.parse(await read(send('GET', path)))).toEqual({
    locale: null,
    theme: 'system',
    persona: '',
  });
  const persona = '🌲'.repeat(MAX_PERSONA_LENGTH);
  expect(await read(send('PATCH', path, { theme: 'dark', persona }))).toEqual({
    locale: null,
    theme: 'dark',
    persona,
  });
  expect(await refused(send('PATCH', path, { persona: `${persona}!` }))).toEqual([
    400,
    { persona: 'Högst 1\u00a0000 tecken.' },
  ]);
  expect(await refused(send('PATCH', path, { locale: 'de', theme: 3 }))).toEqual([
    400,
    { locale: 'Ska vara något av: sv, en.', theme: 'Ska vara något av: light, dark, system.' },
  ]);
  expect((await send('PATCH', path, { persona: 'a\0b' })).status).toBe(400);
});

it('tells who guesses passwords when to come back, and the limit', async () => {
  const guess = () => send('POST', '/api/auth/login', { ...owner, password: 'fel' }, { cookie: '' });
  for (let i = 0; i < 5; i++) expect((await guess()).status).toBe(401);
  const waits: (string | null)[] = [];
  for (let i = 0; i < 3; i++) {
    const answer = await guess();
    expect(answer.status).toBe(429);
    waits.push(answer.headers.get('retry-after'));
    expect(answer.headers.get('ratelimit-policy')).toBe('"login-account";q=5;w=900');
    expect(answer.headers.get('ratelimit')).toBe(`"login-account";r=0;t=${waits.at(-1)}`);
    expect(await read<Problem>(answer)).toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: Number(waits.at(-1)),
      detail: expect.stringMatching(/^Det blev för många misslyckade försök/) as unknown,
    });
  }
  // What is refused does not lengthen the wait.
  for (const seconds of waits) expect(Number(seconds)).toBeGreaterThan(50);
  expect(Math.max(...waits.map(Number))).toBe(60);
  expect((await login()).status).toBe(429);
  expect((await send('GET', '/api/auth/me')).status).toBe(200);
});

it('ends the session that comes along with a login', async () => {
  const second = cookieOf(await send('POST', '/api/auth/login', owner));
  expect((await send('GET', '/api/auth/me')).status).toBe(401);
  expect((await send('GET', '/api/auth/me', undefined, { cookie: second })).status).toBe(200);
});

it('lets a guest see who they are and choose language and theme, and says why nothing else', async () => {
  const guest = { username: 'Gun', password: owner.password };
  await send('POST', '/api/users', { ...guest, role: 'guest' });
  cookie = cookieOf(await send('POST', '/api/auth/login', guest, { cookie: '' }));
  expect((await send('GET', '/api/auth/me')).status).toBe(200);
  expect((await send('GET', '/api/auth/check')).status).toBe(204);
  const preferences = '/api/auth/me/preferences';
  expect(await read(send('PATCH', preferences, { theme: 'dark', locale: 'en' }))).toMatchObject({
    theme: 'dark',
  });
  for (const [method, path, body] of [
    ['PATCH', preferences, { persona: 'Skämta gärna.' }],
    ['PATCH', '/api/auth/me', { username: 'Gunnar' }],
    ['POST', '/api/auth/password', { currentPassword: owner.password, newPassword: 'ett nytt lösenord' }],
    ['GET', '/api/auth/sessions'],
    ['DELETE', '/api/auth/sessions'],
    ['DELETE', '/api/auth/sessions/none'],
    ['GET', '/api/keys'],
    ['POST', '/api/keys', { name: 'skript' }],
    ['DELETE', '/api/keys/none'],
    ['GET', '/api/users'],
  ] as const) {
    const problem = await read<Problem>(send(method, path, body));
    expect([path, problem.status]).toEqual([path, 403]);
    expect(problem.detail).toMatch(path === '/api/users' ? /ägaren/ : /^Gäster kan/);
  }
  expect((await send('POST', '/api/auth/logout')).status).toBe(204);
});

it('lets a key do what it is for and no more', async () => {
  const make = async (scopes: string[]) =>
    (await read<{ key: string }>(send('POST', '/api/keys', { name: scopes.join(), scopes }))).key;
  const [chat, account] = [await make(['chat', 'chat']), await make(['account'])];
  const as = (key: string, method: string, path: string, body?: unknown) =>
    send(method, path, body, { cookie: '', authorization: `Bearer ${key}` });
  expect((await as(chat, 'GET', '/api/auth/me')).status).toBe(200);
  const refusedKey = await read<Problem>(as(chat, 'GET', '/api/keys'));
  expect(refusedKey).toMatchObject({ status: 403, detail: expect.stringContaining('”account”') as unknown });
  expect((await as(account, 'GET', '/api/keys')).status).toBe(200);
  expect((await as(account, 'GET', '/api/users')).status).toBe(403);
  expect((await as(account, 'POST', '/api/keys', { name: 'mer', scopes: ['admin'] })).status).toBe(403);
  const listed = apiKeySchema.array().parse(await read(send('GET', '/api/keys')));
  expect(listed.map(({ scopes }) => scopes)).toEqual(expect.arrayContaining([['chat'], ['account']]));
  expect((await refused(send('POST', '/api/keys', { name: 'x', scopes: ['all'] })))[0]).toBe(400);
  expect((await refused(send('POST', '/api/keys', { name: 'x', scopes: [] })))[0]).toBe(400);
});
