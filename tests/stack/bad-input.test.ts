import { memoryOf } from './memory-of';
import { ask, askRaw } from '../../services/nginx/ask';
import { call, containerOf, owner, problem, say, signIn, stack } from './stack';
import { docker } from '../../packages/test-stack/src/docker';

// What nobody who means well sends, each through nginx. Contracts of single addresses are in contracts.test.ts.

const uuid = '11111111-1111-4111-8111-111111111111';
let before: number;

beforeAll(async () => {
  await signIn();
  await say('pausa');
  before = await memoryOf('backend');
});

afterAll(async () => {
  expect((await call('GET', '/api/health')).status).toBe(200);
  const logs = await docker(['logs', '--since', '10m', await containerOf('backend')]);
  expect(logs.split('\n').filter((line) => line.includes('unexpected error'))).toEqual([]);
  // Twice what was there is a leak; less is what a collector has not come to yet.
  expect(await memoryOf('backend')).toBeLessThan(before * 2);
});

const send = (text: string, headers: Record<string, string> = {}) =>
  call('POST', '/api/chat', text, { headers });

describe('a body', () => {
  it.each([
    ['cut off', '{"text":"paus', 'invalid_json'],
    ['with a key twice', '{"text":"pausa","text":"spela"}', 'invalid_json'],
    ['10,000 deep', `{"text":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'invalid_json'],
    ['with __proto__', '{"text":"pausa","__proto__":{"role":"owner"}}', 'invalid_input'],
    ['with NaN', '{"text":NaN}', 'invalid_json'],
    ['with half a character', '{"text":"a\\ud800"}', 'invalid_input'],
    ['with NUL', '{"text":"a\\u0000b"}', 'invalid_input'],
    ['that is a list', '["pausa"]', 'invalid_input'],
  ])('%s is 400', async (_what, body, code) => {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect((await problem(answer)).code).toBe(code);
  });

  it('with a number beyond all numbers is 400', async () => {
    const answer = await call('POST', '/api/tools/SET_VOLUME/execute', '{"args":{"level":1e400}}');
    expect((await problem(answer)).code).toBe('invalid_input');
  });

  it('over 1 MiB is 413, whether its length is told or not', async () => {
    const text = JSON.stringify({ text: 'x'.repeat(1_100_000) });
    expect((await problem(await send(text))).status).toBe(413);
    const chunked = await rawPost(
      '/api/chat',
      ['Transfer-Encoding: chunked'],
      [`${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`].join(''),
    );
    expect(chunked).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('that is packed is 415: nothing is unpacked that could grow', async () => {
    const answer = await send('{}', { 'content-encoding': 'gzip' });
    expect((await problem(answer)).status).toBe(415);
  });

  it('with two lengths, or a length and chunks, is 400', async () => {
    expect(await rawPost('/api/chat', ['Content-Length: 2', 'Content-Length: 3'], '{}')).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    expect(
      await rawPost('/api/chat', ['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n'),
    ).toMatch(/^HTTP\/1\.1 400 /);
    expect(await rawPost('/api/chat', ['Transfer-Encoding: chunked, identity'], '0\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 (400|501) /,
    );
    expect(await rawPost('/api/chat', ['Transfer-Encoding : chunked'], '0\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 /,
    );
  });

  it('that never ends is cut off with 408 or a closed door, within its 10 seconds', async () => {
    const started = performance.now();
    const answer = await rawPost('/api/chat', ['Content-Length: 100'], '{"text":');
    expect(answer).toMatch(/^(HTTP\/1\.1 408 |$)/);
    expect(performance.now() - started).toBeLessThan(15_000);
  }, 30_000);
});

/** Posts bytes as they are, signed in. */
async function rawPost(path: string, headers: string[], body: string): Promise<string> {
  const lines = [
    `POST ${path} HTTP/1.1`,
    `Host: ${new URL(stack().httpUrl).host}`,
    `Cookie: ${await signIn()}`,
    'Content-Type: application/json',
    ...headers,
  ];
  return askRaw(
    stack().httpUrl,
    `${lines.join('\r\n')}\r\n\r\n${body}`,
    (text) => text.includes('\r\n\r\n'),
    20_000,
  );
}

describe('a request line and headers', () => {
  const raw = (text: string) =>
    askRaw(stack().httpUrl, text, (received) => received.includes('\r\n\r\n')).then((answer) =>
      Number(answer.split(' ')[1] ?? 0),
    );
  const host = new URL(stack().httpUrl).host;

  it.each([
    ['GARBAGE', 'GARBAGE\r\n\r\n', 400],
    ['a path with NUL', `GET /api/%00 HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 400],
    ['no Host', 'GET /api/health HTTP/1.1\r\n\r\n', 400],
    ['two Hosts', `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n`, 400],
    ['another Host', 'GET /api/health HTTP/1.1\r\nHost: evil.example\r\n\r\n', 421],
    ['a folded header', `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nX-A: b\r\n c\r\n\r\n`, 400],
    [
      'a header of 16 KB',
      `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nX-A: ${'a'.repeat(17_000)}\r\n\r\n`,
      400,
    ],
    ['a NUL in a header', `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nX-A: a\0b\r\n\r\n`, 400],
  ])('with %s', async (_what, text, status) => {
    expect(await raw(text)).toBe(status);
  });

  it.each([
    '/api/../../etc/passwd',
    '/api/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/api/..\\..\\x',
  ])('with the path %s leads nowhere', async (path) => {
    const answer = await ask(stack().httpUrl, path, { headers: { Cookie: await signIn() } });
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toContain('root:');
  });

  it('200 of them are answered as if they were none', async () => {
    const many = Object.fromEntries(Array.from({ length: 90 }, (_, at) => [`x-many-${at}`, 'x']));
    expect((await call('GET', '/api/health', undefined, { headers: many })).status).toBe(200);
  });

  it('that claim another client, host or address change nothing', async () => {
    const headers = {
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-host': 'evil.example',
      'x-original-url': '/api/users',
      'x-rewrite-url': '/api/users',
      'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware',
    };
    const answer = await call('GET', '/api/health', undefined, { headers });
    expect(await answer.json()).toHaveProperty('services');
    const settings = await call('GET', '/settings/users', undefined, { cookie: null, headers });
    expect(settings.headers.get('location') ?? (await settings.text())).not.toContain('evil.example');
    const log = await docker(['logs', '--since', '1m', await containerOf('nginx')]);
    expect(log).not.toContain('203.0.113.7');
  });
});

describe('a way that is none', () => {
  it.each([
    ['GET', '/api', 404],
    ['GET', '/ws', 404],
    ['GET', '/nlu', 404],
    ['DELETE', '/api/chat', 405],
    ['PUT', '/api/conversations', 405],
    ['POST', '/music/stream', 405],
    ['GET', '/api/nothing/at/all', 404],
    ['TRACE', '/api/health', 405],
  ])('%s %s is a problem with %i', async (method, path, status) => {
    const answer = await ask(stack().httpUrl, path, { method, headers: { Cookie: await signIn() } });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    if (status === 405 && method !== 'TRACE') expect(answer.headers.allow).toMatch(/[A-Z]/);
  });
});

describe('a cookie or key', () => {
  const me = (cookie: string | null, headers: Record<string, string> = {}) =>
    call('GET', '/api/auth/me', undefined, { cookie, headers });

  it.each([
    ['of another shape', 'alice_sid=..%2f'],
    ['that is a JWT without a signature', 'alice_sid=eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'],
    ['of 4 KB', `alice_sid=${'a'.repeat(4_000)}`],
  ])('%s is 401', async (_what, cookie) => {
    expect((await problem(await me(cookie))).status).toBe(401);
  });

  it('with one letter changed, or with SQL in it, is 401', async () => {
    const right = await signIn();
    const changed = right.slice(0, -2) + (right.at(-2) === 'A' ? 'B' : 'A') + right.slice(-1);
    expect((await problem(await me(changed))).status).toBe(401);
    const key = { authorization: "Bearer alice_'OR/**/1=1--" };
    expect((await problem(await me(null, key))).status).toBe(401);
  });

  it('that a login is asked with is not the one that it gives', async () => {
    const planted = `alice_sid=${'p'.repeat(43)}`;
    const answer = await call('POST', '/api/auth/login', owner, { cookie: planted });
    expect(answer.headers.get('set-cookie')).not.toContain('ppppp');
    expect((await call('GET', '/api/auth/me', undefined, { cookie: planted })).status).toBe(401);
  });
});

describe('text', () => {
  const texts = [
    '👩‍👩‍👧‍👦 🇸🇪 👍🏽',
    '\u202Eabc\u202C שלום العربية 漢字',
    'a' + '\u0301'.repeat(1000),
    'åäö'.normalize('NFD'),
    'åäö'.normalize('NFC'),
    `'; DROP TABLE messages; --`,
    `<script>alert(1)</script><img src=x onerror=alert(1)>`,
    '{{7*7}} ${7*7} %s %n ../../etc/passwd',
    '\u{E0041}\u{E0042} \u200B\u200D',
  ];

  it.each(texts)('comes back byte for byte: %s', async (text) => {
    const { conversationId } = await say(text);
    const kept = await call('GET', `/api/conversations/${conversationId}`);
    const { messages } = (await kept.json()) as { messages: { role: string; text: string }[] };
    expect(messages.find(({ role }) => role === 'user')?.text).toBe(text);
  });

  it('is understood whether å is one character or two', async () => {
    const volume = async (text: string) => {
      const answer = await call('POST', '/nlu/classify', { text });
      return (await answer.json()) as { intent: string; slots: unknown };
    };
    const sentence = 'spela någon låt av håkan hellström';
    expect(await volume(sentence.normalize('NFD'))).toEqual(await volume(sentence.normalize('NFC')));
  });

  it.each(["' OR '1'='1", '1; DROP TABLE users', '%', '\\', '"', '*', 'a NEAR b', '-', "')"])(
    'in a search is only text: %s',
    async (query) => {
      const answer = await call('GET', `/api/conversations?query=${encodeURIComponent(query)}`);
      expect(answer.status).toBe(200);
    },
  );

  it.each([uuid, 'x', '1', '..', "' OR 1=1", '%00', 'a'.repeat(3000)])(
    'in place of an id is 404 or 400: %.20s',
    async (id) => {
      const path = `/api/conversations/${id.includes('%') ? id : encodeURIComponent(id)}`;
      const answer = await ask(stack().httpUrl, path, { headers: { Cookie: await signIn() } });
      expect([400, 404]).toContain(answer.status);
    },
  );
});
