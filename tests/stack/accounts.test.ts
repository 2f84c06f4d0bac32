import type { ApiKey, AuditPage, Conversation, Invitation, Problem, User } from '@alice/contracts';
import { io, type Socket } from 'socket.io-client';
import { call, execIn, owner, problem, signIn, stack } from './stack';

// Who may do what, from outside.

const PASSWORD = 'ett bra lösenord';
const sockets: Socket[] = [];
let counter = 0;

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

const cookieOf = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const read = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T;

async function signInAs(username: string, password = PASSWORD): Promise<string> {
  const answer = await call('POST', '/api/auth/login', { username, password }, { cookie: null });
  expect(answer.status).toBe(200);
  return cookieOf(answer);
}

/** A new user of a role, signed in. */
async function person(role: 'adult' | 'guest'): Promise<{ user: User; cookie: string }> {
  const username = `${role} ${process.pid} ${++counter}`;
  const user = await read<User>(call('POST', '/api/users', { username, password: PASSWORD, role }));
  return { user, cookie: await signInAs(username) };
}

async function connect(cookie: string, headers: Record<string, string> = {}): Promise<Socket> {
  const socket = io(stack().httpUrl, {
    path: '/ws/',
    transports: ['websocket'],
    extraHeaders: { cookie, ...headers },
    reconnection: false,
  });
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

describe('who guesses a password', () => {
  it('is braked at that account, and the right one does not help meanwhile', async () => {
    const { user } = await person('adult');
    const login = (password: string) =>
      call('POST', '/api/auth/login', { username: user.username, password }, { cookie: null });
    for (let i = 0; i < 5; i++) expect((await login('fel')).status).toBe(401);
    const waits: number[] = [];
    for (const password of ['fel', 'fel', PASSWORD]) {
      const answer = await login(password);
      expect(answer.status).toBe(429);
      expect(answer.headers.get('ratelimit-policy')).toBe('"login-account";q=5;w=900');
      waits.push(Number(answer.headers.get('retry-after')));
      expect((await problem(answer)).code).toBe('rate_limited');
    }
    expect(waits[0]).toBe(60);
    // What is refused does not lengthen the wait.
    for (const seconds of waits) expect(seconds).toBeLessThanOrEqual(60);
    expect(await signInAs(owner.username, owner.password)).not.toBe('');
  });
});

describe('a guest', () => {
  let cookie: string;
  beforeAll(async () => ({ cookie } = await person('guest')));

  it.each([
    ['POST', '/api/chat', { text: 'pausa' }],
    ['GET', '/api/music', undefined],
    ['GET', '/api/tools', undefined],
    ['POST', '/api/tools/PAUSE/execute', { args: {} }],
    ['GET', '/api/conversations', undefined],
    ['GET', '/api/auth/me', undefined],
    ['PATCH', '/api/auth/me/preferences', { locale: 'sv', theme: 'dark' }],
  ] as const)('may %s %s', async (method, path, body) => {
    expect((await call(method, path, body, { cookie })).status).toBe(200);
  });

  it.each([
    ['PATCH', '/api/auth/me', { username: 'Någon annan' }],
    ['PATCH', '/api/auth/me/preferences', { persona: 'Skämta.' }],
    ['POST', '/api/auth/password', { currentPassword: PASSWORD, newPassword: 'ett nytt lösenord' }],
    ['GET', '/api/keys', undefined],
    ['POST', '/api/keys', { name: 'skript' }],
    ['GET', '/api/auth/sessions', undefined],
    ['GET', '/api/models', undefined],
    ['PATCH', '/api/models/settings', { reasoningEffort: 'high' }],
    ['POST', '/api/models/pull', { name: 'qwen3:4b' }],
    ['GET', '/api/status', undefined],
    ['GET', '/api/users', undefined],
    ['GET', '/api/audit', undefined],
    ['POST', '/api/invitations', { role: 'adult' }],
    ['POST', '/api/music/library/update', undefined],
  ] as const)('may not %s %s, and is told why', async (method, path, body) => {
    const refused = await problem(await call(method, path, body, { cookie }));
    expect(refused.code).toBe('forbidden');
    expect(refused.detail).toMatch(/ägaren/);
  });
});

it('lets an API key do what it is for and no more', async () => {
  const make = async (scopes?: string[]) =>
    (await read<{ key: string }>(call('POST', '/api/keys', { name: 'för testet', scopes }))).key;
  const status = async (key: string, method: string, path: string, body?: unknown) =>
    (await call(method, path, body, { cookie: null, headers: { authorization: `Bearer ${key}` } })).status;
  const expected: Record<string, [string, string, unknown]> = {
    chat: ['GET', '/api/conversations', undefined],
    music: ['GET', '/api/music', undefined],
    tools: ['GET', '/api/tools', undefined],
    account: ['GET', '/api/keys', undefined],
    admin: ['GET', '/api/users', undefined],
  };
  for (const scope of Object.keys(expected)) {
    const key = await make([scope]);
    for (const [other, [method, path, body]] of Object.entries(expected)) {
      const answered = await status(key, method, path, body);
      expect([scope, path, answered]).toEqual([scope, path, scope === other ? 200 : 403]);
    }
    expect(await status(key, 'GET', '/api/auth/me')).toBe(200);
  }
  const all = await make();
  for (const [method, path, body] of Object.values(expected)) {
    expect(await status(all, method, path, body)).toBe(200);
  }
  const listed = await read<ApiKey[]>(call('GET', '/api/keys'));
  expect(listed.some(({ scopes, lastUsedAt }) => scopes?.join() === 'chat' && lastUsedAt !== null)).toBe(
    true,
  );
});

it('writes down who did what, which the owner reads', async () => {
  const { user, cookie } = await person('adult');
  await call('POST', '/api/chat', { text: 'pausa' }, { cookie });
  await call('POST', '/api/auth/logout', undefined, { cookie });
  const { items } = await read<AuditPage>(call('GET', '/api/audit'));
  const theirs = items.filter(({ actor }) => actor?.id === user.id).map(({ action }) => action);
  expect(theirs).toEqual(['logout', 'tool_called', 'login']);
  expect(items.find(({ action }) => action === 'user_added')).toMatchObject({
    actor: { name: owner.username },
    subject: user.username,
    outcome: 'ok',
  });
  expect(items[0]?.address).not.toBeNull();
  expect((await call('DELETE', `/api/users/${user.id}`)).status).toBe(204);
  const after = await read<AuditPage>(call('GET', '/api/audit'));
  expect(after.items.some(({ actor }) => actor?.name === user.username)).toBe(true);
});

it('writes down what the operator did, without a person', async () => {
  const record = (...work: string[]) =>
    execIn('backend', 'node', 'services/backend/dist/record-work.js', ...work);
  await record('updated', 'a1b2c3', 'failed');
  const { items } = await read<AuditPage>(call('GET', '/api/audit'));
  expect(items.find(({ action }) => action === 'updated')).toMatchObject({
    actor: null,
    subject: 'a1b2c3',
    outcome: 'failed',
  });
  await expect(record('improved', 'a1b2c3', 'ok')).rejects.toThrow();
});

describe('a session', () => {
  it('is gone after logout, and its sockets within a second', async () => {
    const { cookie } = await person('adult');
    const socket = await connect(cookie);
    const closed = new Promise<number>((resolve) =>
      socket.once('disconnect', () => resolve(performance.now())),
    );
    expect((await call('POST', '/api/auth/logout', undefined, { cookie })).status).toBe(204);
    const started = performance.now();
    expect((await closed) - started).toBeLessThan(1_000);
    expect((await problem(await call('GET', '/api/auth/me', undefined, { cookie }))).code).toBe(
      'unauthenticated',
    );
    await expect(connect(cookie)).rejects.toThrow(/unauthenticated/);
  });

  it('is another after signing in, and none with a cookie that was changed', async () => {
    const { user, cookie } = await person('adult');
    const credentials = { username: user.username, password: PASSWORD };
    const second = cookieOf(await call('POST', '/api/auth/login', credentials, { cookie }));
    expect(second).not.toBe(cookie);
    expect((await call('GET', '/api/auth/me', undefined, { cookie })).status).toBe(401);
    const last = second.endsWith('A') ? 'B' : 'A';
    const tampered = second.slice(0, -1) + last;
    for (const wrong of [tampered, `${second}x`, second.slice(0, -1), 'alice_sid=']) {
      expect((await call('GET', '/api/auth/me', undefined, { cookie: wrong })).status).toBe(401);
      await expect(connect(wrong)).rejects.toThrow(/unauthenticated/);
    }
    expect((await call('GET', '/api/auth/me', undefined, { cookie: second })).status).toBe(200);
  });
});

it('shows nothing of one user to another: whatever is not theirs does not exist', async () => {
  const [anna, bo] = [await person('adult'), await person('adult')];
  const said = await call('POST', '/api/chat', { text: 'pausa' }, { cookie: anna.cookie });
  const { conversationId, messageId } = (await said.json()) as { conversationId: string; messageId: string };
  const key = await read<{ id: string }>(
    call('POST', '/api/keys', { name: 'annas' }, { cookie: anna.cookie }),
  );
  const [session] = await read<{ id: string }[]>(
    call('GET', '/api/auth/sessions', undefined, { cookie: anna.cookie }),
  );
  for (const [method, path, body] of [
    ['GET', `/api/conversations/${conversationId}`, undefined],
    ['PATCH', `/api/conversations/${conversationId}`, { title: 'Min' }],
    ['GET', `/api/conversations/${conversationId}/export`, undefined],
    ['DELETE', `/api/conversations/${conversationId}`, undefined],
    ['POST', `/api/conversations/${conversationId}/restore`, undefined],
    ['POST', '/api/chat', { text: 'pausa', conversationId }],
    ['DELETE', `/api/keys/${key.id}`, undefined],
    ['DELETE', `/api/auth/sessions/${session?.id}`, undefined],
  ] as const) {
    const answer = await call(method, path, body, { cookie: bo.cookie });
    expect([method, path, answer.status]).toEqual([method, path, 404]);
  }
  const socket = await connect(bo.cookie);
  const resumed = (await socket.timeout(5_000).emitWithAck('answer:resume', { messageId, fromSeq: 0 })) as {
    problem: Problem;
  };
  expect(resumed.problem.code).toBe('not_found');
  const kept = await read<Conversation>(
    call('GET', `/api/conversations/${conversationId}`, undefined, { cookie: anna.cookie }),
  );
  expect(kept.title).toBe('pausa');
});

it('lets no page of another origin act with a browser’s cookie', async () => {
  const { cookie } = await person('adult');
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://evil.example' },
    { origin: 'null' },
  ] as Record<string, string>[]) {
    for (const [path, body] of [
      ['/api/chat', { text: 'pausa' }],
      ['/api/keys', { name: 'x' }],
      ['/api/auth/logout', undefined],
    ] as const) {
      const answer = await call('POST', path, body, { cookie, headers });
      expect([headers, path, answer.status]).toEqual([headers, path, 403]);
    }
    await expect(connect(cookie, headers)).rejects.toThrow();
  }
  expect((await call('GET', '/api/auth/me', undefined, { cookie })).status).toBe(200);
});

it('closes a socket that floods with 1008, and no other', async () => {
  const { cookie } = await person('adult');
  const [flooding, other] = [await connect(cookie), await connect(cookie)];
  const closed = new Promise<number>((resolve) => {
    const { transport } = flooding.io.engine as unknown as { transport: { ws: WebSocket } };
    transport.ws.addEventListener('close', ({ code }) => resolve(code));
  });
  for (let i = 0; i < 400; i++) flooding.emit('message:stop', { messageId: crypto.randomUUID() }, () => {});
  expect(await closed).toBe(1008);
  const stop = { messageId: crypto.randomUUID() };
  expect(await other.timeout(5_000).emitWithAck('message:stop', stop)).toEqual({ data: { stopped: false } });
});

it('lets somebody in by an invitation, once', async () => {
  const made = await call('POST', '/api/invitations', { role: 'guest', name: 'Gun' });
  expect(made.status).toBe(201);
  const { id, url } = (await made.json()) as { id: string; url: string };
  const open = await read<Invitation[]>(call('GET', '/api/invitations'));
  expect(open.find((one) => one.id === id)).toMatchObject({ role: 'guest', name: 'Gun' });
  const accept = (username: string) =>
    call(
      'POST',
      '/api/invitations/accept',
      { token: url.split('#')[1], username, password: PASSWORD },
      { cookie: null },
    );
  const username = `inbjuden ${process.pid}`;
  const accepted = await accept(username);
  expect(accepted.status).toBe(201);
  const me = await read<User>(call('GET', '/api/auth/me', undefined, { cookie: cookieOf(accepted) }));
  expect(me).toMatchObject({ username, role: 'guest' });
  expect((await problem(await accept('någon annan'))).code).toBe('forbidden');
  expect(await signIn()).not.toBe('');
});
