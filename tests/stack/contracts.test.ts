import { healthSchema, toolNames } from '@alice/contracts';
import { call, owner, problem, signIn, stack } from './stack';

it('answers health in its shape, with every part', async () => {
  const answer = await call('GET', '/api/health', undefined, { cookie: null });
  const health = healthSchema.parse(await answer.json());
  expect(health).toMatchObject({
    status: 'ok',
    services: { database: { status: 'ok' }, speech: { status: 'off' } },
  });
  for (const path of ['/api/health/live', '/api/health/ready', '/healthz', '/login']) {
    expect((await call('GET', path, undefined, { cookie: null })).status).toBe(200);
  }
});

it('sets up one owner, with the token of the link, and signs in and out', async () => {
  await signIn();
  const setup = (token: string) =>
    call('POST', '/api/auth/setup', { setupToken: token, ...owner }, { cookie: null });
  expect((await problem(await setup(stack().setupToken))).code).toBe('conflict');
  const state = await call('GET', '/api/auth/setup', undefined, { cookie: null });
  expect(await state.json()).toEqual({ ownerExists: true });

  const login = await call('POST', '/api/auth/login', owner, { cookie: null });
  const header = login.headers.get('set-cookie') ?? '';
  expect(header).toMatch(/^alice_sid=[\w-]{43}; .*HttpOnly; SameSite=Lax/);
  const cookie = header.split(';')[0] ?? '';
  const me = await call('GET', '/api/auth/me', undefined, { cookie });
  expect(await me.json()).toMatchObject({ username: owner.username, role: 'owner' });
  expect((await call('POST', '/api/auth/logout', undefined, { cookie })).status).toBe(204);
  expect((await problem(await call('GET', '/api/auth/me', undefined, { cookie }))).code).toBe(
    'unauthenticated',
  );
  const wrong = await call(
    'POST',
    '/api/auth/login',
    { ...owner, password: 'fel lösenord' },
    { cookie: null },
  );
  expect((await problem(wrong)).code).toBe('unauthenticated');
});

it('takes an API key everywhere, shown once', async () => {
  const made = await call('POST', '/api/keys', { name: 'skript' });
  expect(made.status).toBe(201);
  const { key } = (await made.json()) as { key: string };
  const headers = { authorization: `Bearer ${key}` };
  expect((await call('GET', '/api/music', undefined, { cookie: null, headers })).status).toBe(200);
  const nlu = await call('POST', '/nlu/classify', { text: 'pausa' }, { cookie: null, headers });
  expect(await nlu.json()).toMatchObject({ intent: 'PAUSE', tool: { name: 'PAUSE', args: {} } });
  const wrong = { authorization: `Bearer ${key}x` };
  expect((await call('GET', '/api/music', undefined, { cookie: null, headers: wrong })).status).toBe(401);
});

it('lets nobody in who is not signed in', async () => {
  for (const [method, path] of [
    ['GET', '/api/music'],
    ['GET', '/api/tools'],
    ['GET', '/api/conversations'],
    ['GET', '/api/users'],
    ['POST', '/api/chat'],
    ['GET', '/nlu/health'],
    ['GET', '/music/stream'],
  ] as const) {
    const answer = await call(method, path, method === 'POST' ? { text: 'pausa' } : undefined, {
      cookie: null,
    });
    expect([path, answer.status]).toEqual([path, 401]);
    await answer.body?.cancel();
  }
});

it('keeps users apart and guests out of what is the owner’s', async () => {
  const bo = { username: 'Bo', password: 'bos långa lösenord' };
  expect((await call('POST', '/api/users', { ...bo, role: 'guest' })).status).toBe(201);
  const login = await call('POST', '/api/auth/login', bo, { cookie: null });
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  expect((await problem(await call('GET', '/api/users', undefined, { cookie }))).code).toBe('forbidden');
  const mine = await call('POST', '/api/chat', { text: 'pausa' });
  const { conversationId } = (await mine.json()) as { conversationId: string };
  const theirs = await call('GET', `/api/conversations/${conversationId}`, undefined, { cookie });
  expect((await problem(theirs)).code).toBe('not_found');
  expect((await call('GET', `/api/conversations/${conversationId}`)).status).toBe(200);
});

it('refuses what a foreign page sends with a browser’s cookie', async () => {
  const headers = { 'sec-fetch-site': 'cross-site' };
  expect((await problem(await call('POST', '/api/chat', { text: 'pausa' }, { headers }))).code).toBe(
    'forbidden',
  );
  const origin = { origin: 'http://evil.example' };
  expect((await call('POST', '/api/chat', { text: 'pausa' }, { headers: origin })).status).toBe(403);
});

describe('bad input', () => {
  it.each([
    ['POST', '/api/chat', '{"text":', 400, 'invalid_json'],
    ['POST', '/api/chat', '{"text":""}', 400, 'invalid_input'],
    ['POST', '/api/chat', '{"text":"   "}', 400, 'invalid_input'],
    ['POST', '/api/chat', '{"text":1}', 400, 'invalid_input'],
    ['POST', '/api/chat', '{"text":"a\\u0000"}', 400, 'invalid_input'],
    ['POST', '/api/chat', '{"text":"x","conversationId":"1"}', 400, 'invalid_input'],
    ['POST', '/api/chat', JSON.stringify({ text: 'x'.repeat(8_001) }), 413, 'too_large'],
    ['POST', '/api/chat', JSON.stringify({ text: 'x'.repeat(1_100_000) }), 413, 'too_large'],
    ['PUT', '/api/chat', '{}', 405, 'method_not_allowed'],
    ['GET', '/api/nothing', undefined, 404, 'not_found'],
    ['GET', '/api/picture.png', undefined, 404, 'not_found'],
    ['POST', '/api/tools/DANCE/execute', '{}', 404, 'not_found'],
    ['POST', '/api/tools/SET_VOLUME/execute', '{"args":{"level":101}}', 400, 'invalid_input'],
    ['GET', '/api/conversations/11111111-1111-4111-8111-111111111111', undefined, 404, 'not_found'],
    ['GET', '/api/conversations?cursor=bogus', undefined, 400, 'invalid_input'],
    ['POST', '/nlu/classify', '{"text":""}', 400, 'invalid_input'],
    ['POST', '/nlu/classify', JSON.stringify({ text: 'x'.repeat(1_001) }), 400, 'invalid_input'],
  ] as const)('%s %s %.30s is answered %i %s', async (method, path, body, status, code) => {
    const answer = await call(method, path, body);
    expect(answer.status).toBe(status);
    expect((await problem(answer)).code).toBe(code);
  });

  it('of another type is refused with 415, in the language that is asked for', async () => {
    const headers = { 'content-type': 'text/plain', 'accept-language': 'en' };
    const answer = await problem(await call('POST', '/api/chat', 'pausa', { headers }));
    expect(answer).toMatchObject({
      code: 'unsupported_media_type',
      title: 'That kind of content is not accepted here',
    });
  });
});

it('describes its tools and itself', async () => {
  const tools = (await (await call('GET', '/api/tools')).json()) as { name: string; enabled: boolean }[];
  expect(tools.map(({ name }) => name)).toEqual(toolNames);
  expect(tools.every(({ enabled }) => enabled)).toBe(true);
  const document = (await (await call('GET', '/api/openapi.json')).json()) as {
    paths: Record<string, object>;
  };
  expect(document.paths['/api/chat']).toHaveProperty('post.requestBody');
  expect((await call('GET', '/api/docs')).status).toBe(200);
});

it('gives the metrics to the inside only', async () => {
  expect((await call('GET', '/metrics')).status).toBe(404);
});
