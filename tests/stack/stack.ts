import { request } from 'node:https';
import type { ChatResponse, MusicState, Problem } from '@alice/contracts';
import { docker } from '../../packages/test-stack/src/docker';

/** What the tests need to know of the running stack; set by start-stack.ts. */
export interface StackInfo {
  project: string;
  httpUrl: string;
  setupToken: string;
  secretsDir: string;
  ports: { backend: number; frontend: number; nlu: number; metrics: number };
}

const VARIABLE = 'ALICE_TEST_STACK';

export function rememberStack(info: StackInfo): void {
  process.env[VARIABLE] = JSON.stringify(info);
}

export function stack(): StackInfo {
  const text = process.env[VARIABLE];
  if (text === undefined) throw new Error('no stack was started: run the tests with `npm run test:stack`');
  return JSON.parse(text) as StackInfo;
}

export const owner = { username: 'Åsa', password: 'ett bra lösenord' };

let cookie: string | undefined;

/** A request through nginx, signed in as the owner (made on first use) unless `as` says otherwise. */
export async function call(
  method: string,
  path: string,
  body?: unknown,
  as: { cookie?: string | null; headers?: Record<string, string> } = {},
): Promise<Response> {
  const session = as.cookie === undefined ? await signIn() : as.cookie;
  return fetch(`${stack().httpUrl}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(session === null ? {} : { cookie: session }),
      ...as.headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
}

export async function signIn(): Promise<string> {
  if (cookie === undefined) {
    let answer = await call('POST', '/api/auth/login', owner, { cookie: null });
    if (answer.status === 401) {
      const setup = { setupToken: stack().setupToken, ...owner };
      answer = await call('POST', '/api/auth/setup', setup, { cookie: null });
    }
    if (!answer.ok) throw new Error(`cannot sign in: ${answer.status} ${await answer.text()}`);
    cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }
  return cookie;
}

/** Says a sentence and returns the finished turn. */
export async function say(text: string, more: Record<string, unknown> = {}): Promise<ChatResponse> {
  const answer = await call('POST', '/api/chat', { text, ...more });
  if (!answer.ok) throw new Error(`"${text}" was answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as ChatResponse;
}

export async function music(): Promise<MusicState> {
  return (await (await call('GET', '/api/music')).json()) as MusicState;
}

export async function problem(answer: Response): Promise<Problem> {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const body = (await answer.json()) as Problem;
  expect(body).toMatchObject({ status: answer.status, type: `/problems/${body.code}` });
  expect(body.requestId).toBe(answer.headers.get('x-request-id'));
  return body;
}

/** The id of a service's container. */
export async function containerOf(service: string, project = stack().project): Promise<string> {
  const labels = [`com.docker.compose.project=${project}`, `com.docker.compose.service=${service}`];
  const filters = labels.flatMap((label) => ['--filter', `label=${label}`]);
  return (await docker(['ps', '--all', '--quiet', '--no-trunc', ...filters])).trim();
}

/** Runs a command in a service's container and returns what it prints. */
export async function execIn(service: string, ...command: string[]): Promise<string> {
  return docker(['exec', await containerOf(service), ...command]);
}

/** An https request that takes a self-signed certificate, to `address` whatever the name in the URL says. */
export function callTls(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
        rejectUnauthorized: false,
        timeout: 20_000,
        lookup: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
      },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text: string) => (body += text));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', reject);
    sent.end(options.body);
  });
}
