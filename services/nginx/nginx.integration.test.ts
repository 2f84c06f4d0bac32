import { waitUntil } from '@alice/test-stack';
import type { StartedTestContainer } from 'testcontainers';
import { ask, askRaw, type Answer, type Ask } from './ask';
import { Door } from './door';
import { everyAnswerHas } from './every-answer-has';

jest.setTimeout(120_000);

interface Echo {
  part: string;
  method: string;
  path: string;
  headers: Record<string, string>;
}

const signedIn = { Cookie: 'alice_sid=good' };
function echo(answer: Answer): Echo {
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body) as Echo;
}

function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.headers).toMatchObject(everyAnswerHas);
  const requestId = answer.headers['x-request-id'];
  expect(JSON.parse(answer.body)).toMatchObject({ type: `/problems/${code}`, status, code, requestId });
}

describe('the door', () => {
  let door: Door;
  let services: StartedTestContainer;
  let nginx: StartedTestContainer;
  let base: string;
  const get = (path: string, options?: Ask) => ask(base, path, options);

  beforeAll(async () => {
    door = await Door.build();
    services = await door.startServices();
    nginx = await door.start();
    base = `http://127.0.0.1:${nginx.getMappedPort(8080)}`;
  });
  afterAll(() => door?.stop());

  describe('knows where an address leads', () => {
    it.each([
      ['/', 'frontend', '/'],
      ['/_next/static/chunks/main.js', 'frontend', '/_next/static/chunks/main.js'],
      ['/api/conversations?query=a%2Fb', 'backend', '/api/conversations?query=a%2Fb'],
      ['/api/cover/x.png', 'backend', '/api/cover/x.png'],
      ['/spotify/callback?code=1&state=2', 'backend', '/spotify/callback?code=1&state=2'],
      ['/nlu/classify', 'nlu', '/nlu/classify'],
      ['/music/stream', 'music', '/'],
      ['/music', 'frontend', '/music'],
    ])('%s → %s', async (path, part, upstreamPath) => {
      expect(echo(await get(path, { headers: signedIn }))).toMatchObject({ part, path: upstreamPath });
    });

    it('answers /healthz itself', async () => {
      const answer = await get('/healthz');
      expect(answer).toMatchObject({ status: 200, body: 'ok\n' });
    });

    it('shows nobody the metrics', async () => {
      expect((await get('/metrics')).status).toBe(404);
      expect((await get('/metrics/backend')).status).toBe(404);
    });

    it('upgrades /ws/ to a websocket and nothing to anything else', async () => {
      const upgrade = (protocol: string) =>
        `GET /ws/?EIO=4 HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`;
      const headersCame = (received: string) => received.includes('\r\n\r\n');
      const websocket = await askRaw(base, upgrade('websocket'), headersCame);
      expect(websocket).toMatch(/^HTTP\/1\.1 101 /);
      expect(websocket).toContain('X-Part: backend');
      expect(await askRaw(base, upgrade('h2c'), headersCame)).toMatch(/^HTTP\/1\.1 200 /);
    });

    it('hands a stream over as it comes', async () => {
      const whole = await askRaw(
        base,
        'POST /api/chat/stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
        (received) => received.includes('event: start'),
      );
      expect(whole).not.toContain('event: done');
      await get('/api/release');
    });

    it('goes to the ports that the variables name', async () => {
      const moved = await door.start({ BACKEND_PORT: '9000', FRONTEND_PORT: '9000', NLU_AGENT_PORT: '9000' });
      const movedBase = `http://127.0.0.1:${moved.getMappedPort(8080)}`;
      for (const path of ['/', '/api/x', '/ws/', '/spotify/callback']) {
        expect(echo(await ask(movedBase, path)).part).toBe('moved');
      }
    });
  });

  describe('tells the services who is calling, in its own words', () => {
    it('drops what a client claims about itself', async () => {
      const claims = {
        'X-Forwarded-For': '1.2.3.4',
        'X-Forwarded-Proto': 'https',
        'X-Forwarded-Host': 'evil.example',
        'X-Real-IP': '1.2.3.4',
        'X-Request-Id': 'mine-all-mine',
        'X-Middleware-Subrequest': 'middleware:middleware',
        'X-Original-URL': '/admin',
        Forwarded: 'for=1.2.3.4',
      };
      for (const path of ['/', '/api/x', '/ws/']) {
        const answer = await get(path, { headers: { Host: 'localhost:8080', ...claims } });
        const { headers } = echo(answer);
        expect(headers['x-forwarded-for']).toMatch(/^[\d.]+$/);
        expect(headers['x-forwarded-for']).not.toContain('1.2.3.4');
        expect(headers['x-real-ip']).toBe(headers['x-forwarded-for']);
        expect(headers).toMatchObject({
          host: 'localhost:8080',
          'x-forwarded-host': 'localhost:8080',
          'x-forwarded-proto': 'http',
          'x-request-id': answer.headers['x-request-id'],
        });
        expect(headers).not.toHaveProperty('x-middleware-subrequest');
        expect(headers).not.toHaveProperty('x-original-url');
        expect(headers).not.toHaveProperty('forwarded');
        expect(headers['x-request-id']).not.toBe('mine-all-mine');
      }
    });

    it('logs one line of JSON a request, without the query', async () => {
      const { headers } = await get('/api/x?token=hemligt', { headers: { Authorization: 'Bearer hemligt' } });
      const log: string[] = [];
      (await nginx.logs()).on('data', (line: string) => log.push(String(line)));
      const id = String(headers['x-request-id']);
      const line = await waitUntil('the log line', () =>
        log
          .join('')
          .split('\n')
          .find((text) => text.includes(id)),
      );
      expect(JSON.parse(line)).toMatchObject({ requestId: id, method: 'GET', path: '/api/x', status: 200 });
      expect(log.join('')).not.toContain('hemligt');
    });
  });

  describe('lets in', () => {
    it('only the signed-in to /nlu and the music', async () => {
      for (const path of ['/nlu/classify', '/music/stream']) {
        expectProblem(await get(path), 401, 'unauthenticated');
        expect((await get(path, { headers: { Authorization: 'Bearer good' } })).status).toBe(200);
      }
    });

    it('only the hosts that are allowed', async () => {
      expectProblem(await get('/', { headers: { Host: 'evil.example' } }), 421, 'invalid_input');
      expectProblem(await get('/healthz', { headers: { Host: 'evil.example' } }), 421, 'invalid_input');
    });

    it('bodies up to 1 MiB', async () => {
      const send = (bytes: number) => get('/api/chat', { method: 'POST', body: Buffer.alloc(bytes, 'a') });
      expectProblem(await send(1024 * 1024 + 1), 413, 'too_large');
      expect((await send(1024 * 1024)).status).toBe(200);
    });
  });

  describe('answers errors', () => {
    it('to programs as a problem, in their language', async () => {
      const answer = await get('/nlu/classify', {
        headers: { 'Accept-Language': 'en-GB,en;q=0.9,sv;q=0.1' },
      });
      expect(JSON.parse(answer.body)).toMatchObject({ title: 'You need to sign in' });
      const swedish = await get('/nlu/classify', { headers: { 'Accept-Language': 'sv-SE,en;q=0.5' } });
      expect(JSON.parse(swedish.body)).toMatchObject({ title: 'Du behöver logga in' });
    });

    it('to people as a page', async () => {
      const answer = await get('/metrics', { headers: { 'Accept-Language': 'en' } });
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.headers).toMatchObject(everyAnswerHas);
      expect(answer.body).toContain('<html lang="en">');
      expect(answer.body).toContain(answer.headers['x-request-id']);
    });

    it('to what is no HTTP with 400', async () => {
      for (const bytes of ['GARBAGE\r\n\r\n', 'GET /api/x HTTP/1.1\r\nHost: local host\r\n\r\n']) {
        expect(await askRaw(base, bytes, () => false)).toMatch(/^HTTP\/1\.1 400 /);
      }
      const large = await get('/api/x', { headers: { 'X-Large': 'a'.repeat(20_000) } });
      expectProblem(large, 400, 'invalid_input');
    });

    it("leaves the services' own alone", async () => {
      const answer = await get('/api/broken');
      expect(answer.status).toBe(500);
      expect((JSON.parse(answer.body) as Echo).part).toBe('backend');
    });
  });

  describe('sets the security headers', () => {
    it.each([
      ['/', {}],
      ['/_next/static/chunks/main.js', {}],
      ['/api/x', {}],
      ['/api/broken', {}],
      ['/ws/', {}],
      ['/healthz', {}],
      ['/metrics', {}],
      ['/nlu/x', {}],
      ['/nlu/x', signedIn],
      ['/music/stream', signedIn],
      ['/nlu', signedIn],
    ])('on %s, once', async (path, headers) => {
      const answer = await get(path, { headers });
      expect(answer.headers).toMatchObject(everyAnswerHas);
      expect(answer.headers).not.toHaveProperty('x-powered-by');
      expect(answer.headers).not.toHaveProperty('strict-transport-security');
      expect(answer.headers.server).toBe('nginx');
    });

    it('with exactly one content security policy', async () => {
      expect((await get('/api/x')).headers['content-security-policy']).toMatch(
        /^default-src 'none'; frame-ancestors/,
      );
      expect((await get('/api/docs')).headers['content-security-policy']).toBe("default-src 'self'");
      expect((await get('/with-policy')).headers['content-security-policy']).toBe("default-src 'none'");
      expect((await get('/')).headers).not.toHaveProperty('content-security-policy');
    });
  });

  describe('keeps its promised limits', () => {
    let fresh: string;
    beforeAll(async () => {
      fresh = `http://127.0.0.1:${(await door.start()).getMappedPort(8080)}`;
    });

    /** `count` requests at once: how many passed, the refusals, and how many tokens the time they took has added. */
    async function rush(path: string, count: number, perSecond: number) {
      const started = performance.now();
      const answers = await Promise.all(Array.from({ length: count }, () => ask(fresh, path)));
      const refused = answers.filter(({ status }) => status === 429);
      const added = Math.ceil(((performance.now() - started) / 1000) * perSecond);
      return { passed: answers.length - refused.length, refused, added };
    }

    it('10 a second and 20 at once on /api', async () => {
      const { passed, refused, added } = await rush('/api/x', 60, 10);
      expect(passed).toBeGreaterThanOrEqual(21);
      expect(passed).toBeLessThanOrEqual(21 + added);
      for (const answer of refused) expectProblem(answer, 429, 'rate_limited');
      expect(refused[0]?.headers['retry-after']).toBe('1');
    });

    it('5 a second and 5 at once on /ws', async () => {
      const { passed, refused, added } = await rush('/ws/', 20, 5);
      expect(passed).toBeGreaterThanOrEqual(6);
      expect(passed).toBeLessThanOrEqual(6 + added);
      for (const answer of refused) expectProblem(answer, 429, 'rate_limited');
    });

    it('and never on a page with its parts', async () => {
      expect((await rush('/_next/static/x.js', 60, 50)).refused).toHaveLength(0);
    });
  });

  describe('a release', () => {
    let own: StartedTestContainer;
    const pin = (release: string) => own.exec(['alice-nginx', 'pin', release]);
    const from = (path: string, options?: Ask) =>
      ask(`http://127.0.0.1:${own.getMappedPort(8080)}`, path, options);

    beforeAll(async () => {
      own = await door.start();
    });

    it('is asked by its name while it is pinned, and stays so over a reload', async () => {
      expect(await pin('of-nobody')).toMatchObject({ exitCode: 0 });
      expectProblem(await from('/api/x'), 503, 'unavailable');
      const next = await door.startServices('2f3a-dirty-1');
      expect(await pin('2f3a-dirty-1')).toMatchObject({ exitCode: 0 });
      expect(echo(await from('/api/x')).part).toBe('backend');
      expect(echo(await from('/login')).part).toBe('frontend');
      expect(echo(await from('/nlu/classify', { headers: signedIn })).part).toBe('nlu');
      expect(await own.exec(['alice-nginx', 'reload'])).toMatchObject({ exitCode: 0 });
      expect(echo(await from('/api/x')).part).toBe('backend');
      await next.stop({ timeout: 0 });
      expectProblem(await from('/api/x'), 503, 'unavailable');
    });

    it('that takes no connection is answered for by the one before, while it is watched', async () => {
      const [one, two] = [await door.startServices('one'), await door.startServices('two')];
      expect(await own.exec(['alice-nginx', 'pin', 'two', 'one'])).toMatchObject({ exitCode: 0 });
      expect(echo(await from('/api/x')).part).toBe('backend');
      await two.stop({ timeout: 0 });
      expect(echo(await from('/api/x')).part).toBe('backend');
      expect(echo(await from('/login')).part).toBe('frontend');
      expect(echo(await from('/nlu/classify', { headers: signedIn })).part).toBe('nlu');
      expect(await own.exec(['alice-nginx', 'pin', '2f3a-dirty-1'])).toMatchObject({ exitCode: 0 });
      await one.stop({ timeout: 0 });
    });

    it('is refused where it cannot be one, and what is pinned stays', async () => {
      expect(await pin('a;b')).toMatchObject({ exitCode: 78 });
      expect(await pin('')).toMatchObject({ exitCode: 78 });
      expect((await own.exec(['cat', '/etc/alice/release/pinned'])).output).toBe('2f3a-dirty-1\n');
    });

    it('that is gone when nginx starts is not waited for', async () => {
      own = await door.start({}, [{ content: 'gone\n', target: '/etc/alice/release/pinned' }]);
      expect(echo(await from('/api/x')).part).toBe('backend');
    });
  });

  describe('reload', () => {
    it('takes a configuration that is right', async () => {
      expect(await nginx.exec(['alice-nginx', 'reload'])).toMatchObject({ exitCode: 0 });
      expect((await get('/')).status).toBe(200);
    });

    it('keeps the one in use when the new one is wrong', async () => {
      const wrong = await nginx.exec(['alice-nginx', 'reload'], { env: { RATE_API: 'fast' } });
      expect(wrong.exitCode).toBe(78);
      expect(wrong.output).toContain('RATE_API');
      expect(wrong.output).not.toContain('fast');
      expect((await get('/')).status).toBe(200);
    });
  });

  it('says so while the services are away, and finds them again at another address', async () => {
    const before = door.addressOf(services);
    await services.stop({ timeout: 0 });

    for (const path of ['/api/x', '/nlu/x', '/ws/']) {
      const answer = await waitUntil(`503 on ${path}`, async () => {
        const got = await get(path, { headers: signedIn });
        return got.status === 503 ? got : undefined;
      });
      expectProblem(answer, 503, 'unavailable');
      expect(answer.headers['retry-after']).toBe('5');
    }
    const page = await get('/');
    expect(page).toMatchObject({ status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });

    await door.startPlaceholder();
    services = await door.startServices();
    expect(door.addressOf(services)).not.toBe(before);
    const found = await waitUntil('the services at their new address', async () => {
      const answer = await get('/api/x');
      return answer.status === 200 ? answer : undefined;
    });
    expect(echo(found).part).toBe('backend');
  });
});
