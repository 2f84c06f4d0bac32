import fc from 'fast-check';
import { memoryOf } from './memory-of';
import { requestsFrom, type FuzzedRequest, type OpenApi } from './openapi-requests';
import { call, signIn } from './stack';

/** `make fuzz` sends more. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS || 3_000);
/** So many in all on the way at once. */
const AT_ONCE = 8;
/** What would end the session that asks, or fetch and wait. */
const SKIPPED = ['post /api/auth/logout', 'delete /api/auth/sessions/{id}', 'post /api/models/pull'];
/** What of the owner's other tests live by. */
const SKIPPED_AS_OWNER = [
  ...SKIPPED,
  'patch /api/auth/me',
  'post /api/auth/password',
  'delete /api/auth/sessions',
  'patch /api/models/settings',
];
/** Answers that say what is wrong with Alice and not with the request; a language model may be busy. */
const MAY_BE_BUSY = /^post \/api\/(?:chat|chat\/stream|conversations\/.*)$/;

jest.setTimeout(60_000 + REQUESTS * 60);

/** What is wrong with the answer to a request; undefined where nothing is. */
async function faultOf(request: FuzzedRequest, cookie: string | null): Promise<string | undefined> {
  const answer = await call(request.method, request.path, request.body, { cookie, headers: request.headers });
  const text = await answer.text();
  const busy =
    answer.status === 503 && MAY_BE_BUSY.test(request.operation) && answer.headers.has('retry-after');
  if (answer.status >= 500 && !busy) return `is answered ${answer.status} ${text.slice(0, 200)}`;
  if (/\bat \S+ \(?\/|node_modules|\.[jt]s:\d+/.test(text))
    return `shows a stack trace: ${text.slice(0, 200)}`;
  const type = answer.headers.get('content-type') ?? '';
  // A path that leads out of the API, as nginx reads it, is a page that does not exist.
  const leadsOut = answer.status === 404 && request.path.includes('..%2F');
  if (answer.status >= 400 && !leadsOut && !type.startsWith('application/problem+json')) {
    return `is refused with ${answer.status} as ${type}`;
  }
  return undefined;
}

it(`answers ${REQUESTS} requests made from its OpenAPI document without an error of its own`, async () => {
  // Whom it mostly asks as is made for it; what they break is theirs.
  const password = 'ett långt lösenord';
  const username = `Fuzz ${Date.now().toString(36)}`;
  await call('POST', '/api/users', { username, password, role: 'adult' });
  const login = await call('POST', '/api/auth/login', { username, password }, { cookie: null });
  const somebody = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  expect(somebody).toMatch(/alice_sid=./);
  const openApi = (await (await call('GET', '/api/openapi.json')).json()) as OpenApi;
  const seed = Number(process.env.FUZZ_SEED || Date.now() % 2 ** 31);
  const from = (skipped: string[], cookie: string | null) =>
    requestsFrom(openApi, new Set(skipped)).map((request) => ({ request, cookie }));
  const asked = fc.oneof(
    { weight: 6, arbitrary: from(SKIPPED, somebody) },
    { weight: 3, arbitrary: from(SKIPPED_AS_OWNER, await signIn()) },
    { weight: 1, arbitrary: from(SKIPPED, null) },
  );
  const requests = fc.sample(asked, { numRuns: REQUESTS, seed });

  const warmUp = Math.min(500, requests.length / 3);
  let before = 0;
  const faults: string[] = [];
  const answered = new Map<string, number>();
  const queue = requests.entries();
  const worker = async () => {
    for (const [at, { request, cookie }] of queue) {
      if (at === warmUp) before = await memoryOf('backend');
      const fault = await faultOf(request, cookie).catch((error: unknown) => `fails: ${String(error)}`);
      if (fault) faults.push(`seed ${seed}: ${JSON.stringify(request).slice(0, 400)} ${fault}`);
      answered.set(request.operation, (answered.get(request.operation) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  expect(faults.slice(0, 10)).toEqual([]);
  expect(answered.size).toBeGreaterThan(40);
  const after = await memoryOf('backend');
  process.stdout.write(
    `${REQUESTS} requests to ${answered.size} operations (FUZZ_SEED=${seed}); memory of the backend ` +
      `${Math.round(before / 2 ** 20)} MB before, ${Math.round(after / 2 ** 20)} MB after\n`,
  );
  expect(after).toBeLessThan(before * 1.5);
});
