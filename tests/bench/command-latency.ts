import { Agent, request } from 'node:http';
import { docker, startComposeStack, waitUntil } from '@alice/test-stack';

/**
 * How long "pausa" takes over POST /api/chat through nginx, and how long a bare Express echo takes through the same
 * nginx: one request at a time over a kept connection. Prints one line of JSON for each, in milliseconds.
 */
const WARM_UP = 100;
const COUNTED = 1_000;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function post(
  url: string,
  body: unknown,
  cookie = '',
): Promise<{ status: number; text: string; cookie: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', cookie };
    const sent = request(url, { method: 'POST', agent, headers, timeout: 10_000 }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => {
        const set = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
        resolve({ status: answer.statusCode ?? 0, text, cookie: set });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}

async function measure(what: string, send: () => Promise<{ status: number; text: string }>): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < WARM_UP + COUNTED; i++) {
    const started = performance.now();
    const { status, text } = await send();
    if (status !== 200) throw new Error(`${what} was answered ${status}: ${text}`);
    if (i >= WARM_UP) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Number((times[Math.floor(share * times.length)] ?? 0).toFixed(2));
  const line = { what, requests: COUNTED, p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main(): Promise<void> {
  const stack = await startComposeStack({ startupTimeoutMs: 600_000 });
  try {
    const setup = { setupToken: stack.setupToken, username: 'bench', password: 'a long enough password' };
    const { cookie } = await post(`${stack.httpUrl}/api/auth/setup`, setup);
    const chat = (text: string) => post(`${stack.httpUrl}/api/chat`, { text }, cookie);
    await chat('spela musik');
    await measure('"pausa" over POST /api/chat through nginx', () => chat('pausa'));

    await stack.compose('stop', 'backend');
    const echo =
      "require('express')().use(require('express').json()).post('/api/chat', (q, s) => s.json(q.body)).listen(8000)";
    const flags = ['--rm', '--detach', '--label', `com.docker.compose.project=${stack.project}`];
    const network = ['--network', `${stack.project}_app`, '--network-alias', 'backend'];
    await docker(['run', ...flags, ...network, `${stack.project}-backend`, 'node', '-e', echo]);
    await waitUntil('nginx to find the echo', async () => (await chat('pausa')).text === '{"text":"pausa"}', {
      timeoutMs: 30_000,
    });
    await measure('a bare Express echo through the same nginx', () => chat('pausa'));
  } finally {
    agent.destroy();
    await stack.down();
  }
}

void main();
