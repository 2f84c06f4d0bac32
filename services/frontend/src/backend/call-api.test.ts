import { announceSignedIn, callApi, callOnce, onSignedOut, problemOf } from './call-api';

const unauthenticated = () =>
  Response.json({ code: 'unauthenticated', title: 'Du är inte inloggad', status: 401 }, { status: 401 });
let answers: (() => Response)[];
let asked: number;
let signedOut: number;
let forget: () => void;

beforeEach(() => {
  [answers, asked, signedOut] = [[], 0, 0];
  Object.assign(globalThis, { document: { documentElement: { lang: 'sv' } } });
  jest.spyOn(globalThis, 'fetch').mockImplementation((_path, init) => {
    init?.signal?.throwIfAborted();
    asked++;
    return Promise.resolve((answers.shift() ?? (() => Response.json({ ok: true })))());
  });
  forget = onSignedOut(() => signedOut++);
});
afterEach(() => {
  forget();
  jest.restoreAllMocks();
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a call whose session has ended', () => {
  it('waits until somebody has signed in again, and asks once more', async () => {
    answers = [unauthenticated];
    const call = callApi('/api/keys');
    await settled();
    expect([asked, signedOut]).toEqual([1, 1]);
    announceSignedIn();
    expect(await call).toEqual({ ok: true });
    expect(asked).toBe(2);
  });

  it('outlives its own deadline meanwhile, since that is for the backend', async () => {
    answers = [unauthenticated];
    const controller = new AbortController();
    const call = callApi('/api/keys', { signal: controller.signal });
    await settled();
    controller.abort(new DOMException('late', 'TimeoutError'));
    await settled();
    announceSignedIn();
    expect(await call).toEqual({ ok: true });
  });

  it('ends where its caller has left', async () => {
    answers = [unauthenticated];
    const controller = new AbortController();
    const call = callApi('/api/keys', { signal: controller.signal });
    await settled();
    controller.abort();
    await expect(call).rejects.toThrow();
    announceSignedIn();
    expect(asked).toBe(1);
  });

  it('waits for nobody where it is made once', async () => {
    answers = [unauthenticated];
    await expect(callOnce('/api/auth/me')).rejects.toMatchObject({ problem: { code: 'unauthenticated' } });
    expect(signedOut).toBe(0);
  });
});

it('knows from the header when to come back', async () => {
  answers = [() => new Response('', { status: 429, headers: { 'retry-after': '7' } })];
  const problem = await callOnce('/api/keys').then(
    () => null,
    (error: unknown) => problemOf(error),
  );
  expect(problem).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 7 });
});
