import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { docker, startComposeStack, type ComposeStack } from '@alice/test-stack';
import { ask } from '../../../services/nginx/ask';
import { Authority } from '../../../services/nginx/authority';
import { quantile, tableOf, type Figure } from '../page/figure';
import { observatoryFigures } from './observatory';

const run = promisify(execFile);
const HOST = 'localhost';
const DOORS = ['80', '443'];
/** TLS 1.2's suites of Mozilla's intermediate configuration 6.0, as OpenSSL names them; those of ECDSA. */
const SUITES = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
];

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** What is in one list alone. */
const differing = (some: readonly string[], others: readonly string[]) => [
  ...some.filter((one) => !others.includes(one)),
  ...others.filter((one) => !some.includes(one)),
];
const tls = { rejectUnauthorized: false };

/** A request every 50 ms for so many seconds, whatever becomes of the ones before; their times and statuses. */
async function prober(url: string, path: string, seconds: number): Promise<{ ms: number; status: number }[]> {
  const sent = [];
  for (let at = 0; at < seconds * 20; at++) {
    const started = performance.now();
    sent.push(
      ask(url, path, tls).then(
        ({ status }) => ({ ms: performance.now() - started, status }),
        () => ({ ms: performance.now() - started, status: 0 }),
      ),
    );
    await wait(50);
  }
  return Promise.all(sent);
}

/** How many of sixty requests to the API at once pass; asked first, while the client's bucket is full. */
async function sixtyAtOnce({ httpsUrl }: ComposeStack): Promise<Figure[]> {
  const answers = await Promise.all(Array.from({ length: 60 }, () => ask(httpsUrl, '/api/health', tls)));
  const passed = answers.filter(({ status }) => status === 200).length;
  const told = answers.filter(({ status, headers }) => status === 429 && headers['retry-after']).length;
  const what = 'of 60 API requests at once pass';
  return [
    { what, measured: passed, asked: { least: 21 } },
    { what: 'the same, from above', measured: passed, asked: { most: 30 } },
    { what: 'of the rest are answered 429 with Retry-After', measured: told, asked: { least: 60 - passed } },
  ];
}

async function pages({ httpsUrl }: ComposeStack): Promise<Figure[]> {
  await prober(httpsUrl, '/login', 3);
  const answers = await prober(httpsUrl, '/login', 30);
  const times = answers.map(({ ms }) => ms);
  return [
    {
      what: 'a page at 20 a second over TLS, p95 of 600',
      measured: quantile(times, 0.95),
      asked: { most: 150 },
      unit: 'ms',
      more: `p50 ${quantile(times, 0.5).toFixed(1)} ms; ${answers.filter(({ status }) => status !== 200).length} failed`,
    },
  ];
}

async function reloads(stack: ComposeStack): Promise<Figure[]> {
  const probing = prober(stack.httpsUrl, '/login', 32);
  for (let reload = 0; reload < 20; reload++) {
    await stack.compose('exec', '-T', 'nginx', 'alice-nginx', 'reload');
    await wait(1_000);
  }
  const lost = (await probing).filter(({ status }) => status !== 200).length;
  return [{ what: 'requests lost at 20 reloads under 20 a second', measured: lost, asked: { most: 0 } }];
}

/** What sslscan finds; the suites without TLS 1.3's. */
async function protocols({ httpsUrl }: ComposeStack): Promise<Figure[]> {
  const { stdout } = await run('sslscan', ['--no-colour', new URL(httpsUrl).host], { timeout: 120_000 });
  const old = /^(SSLv2|SSLv3|TLSv1\.0|TLSv1\.1)\s+enabled/gm;
  const suites = [...stdout.matchAll(/^(?:Preferred|Accepted)\s+TLSv1\.2\s+\d+ bits\s+(\S+)/gm)].map(
    ([, name = '']) => name,
  );
  const wrong = differing(SUITES, suites);
  return [
    { what: 'protocols below TLS 1.2', measured: [...stdout.matchAll(old)].length, asked: { most: 0 } },
    {
      what: 'suites of TLS 1.2 that are missing or too many',
      measured: wrong.length,
      asked: { most: 0 },
      more: suites.join(' '),
    },
  ];
}

/** Which ports of the machine another network namespace reaches, of those that the stack uses or might show. */
async function openPorts(stack: ComposeStack): Promise<Figure[]> {
  const gateway = (
    await docker(['network', 'inspect', '--format', '{{(index .IPAM.Config 0).Gateway}}', 'bridge'])
  ).trim();
  const ports = [...DOORS, '3000', '5432', '6600', '7071', '8000', '8001', '9090', '9464', '11434'];
  const script = `
    for (const port of ${JSON.stringify(ports)}) {
      const socket = require('net').connect({ host: '${gateway}', port: Number(port), timeout: 2000 });
      socket.on('connect', () => { console.log(port); socket.destroy(); });
      socket.on('timeout', () => socket.destroy());
      socket.on('error', () => {});
    }`;
  const image = `${stack.project}-backend`;
  const found = (await docker(['run', '--rm', '--network', 'bridge', image, 'node', '-e', script]))
    .trim()
    .split('\n')
    .filter(Boolean);
  const wrong = differing(DOORS, found);
  return [
    {
      what: 'ports open from another network that are not the two doors, or doors that are shut',
      measured: wrong.length,
      asked: { most: 0 },
      more: `open: ${found.join(' ')} of ${ports.join(' ')}`,
    },
  ];
}

/** The figures of the door in production's form: TLS, limits as promised; one table, each beside what was asked. */
async function main(): Promise<void> {
  // A certificate that is trusted, as on a real server: with one that signs itself there is no HSTS.
  const directory = mkdtempSync(join(tmpdir(), 'alice-bench-door-'));
  const authority = new Authority();
  const { certificate, key } = authority.sign(HOST);
  const overlay = join(directory, 'docker-compose.yml');
  for (const [name, content] of [
    ['fullchain.pem', certificate],
    ['privkey.pem', key],
    ['ca.pem', authority.certificate],
    ['docker-compose.yml', `services: { nginx: { volumes: ["${directory}:/etc/alice/ssl:ro"] } }\n`],
  ] as const)
    writeFileSync(join(directory, name), content, { mode: 0o644 });
  chmodSync(directory, 0o755);
  const stack = await startComposeStack({
    files: ['docker-compose.yml', 'docker-compose.production.yml', overlay],
    environment: {
      NODE_ENV: 'production',
      ALICE_ENV: 'production',
      DOMAIN: HOST,
      PUBLIC_URL: `https://${HOST}`,
      DATABASE_URL: 'postgres://alice@postgres:5432/alice',
      TLS_MODE: 'own',
      HSTS_MAX_AGE: '63072000',
      BIND_ADDRESS: '0.0.0.0',
      JARVIS_MINIMAL: '1',
      HTTP_PORT: '80',
      HTTPS_PORT: '443',
    },
    startupTimeoutMs: 600_000,
  });
  const doors = { ...stack, httpUrl: `http://${HOST}:80`, httpsUrl: `https://${HOST}:443` };
  const figures: Figure[] = [];
  try {
    for (const measure of [sixtyAtOnce, pages, reloads, protocols, openPorts])
      figures.push(...(await measure(doors)));
    const scanner = process.env.OBSERVATORY ?? '';
    if (existsSync(scanner))
      figures.push(...(await observatoryFigures(scanner, HOST, join(directory, 'ca.pem'))));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    process.stdout.write(tableOf(figures));
    await stack.down();
    authority.remove();
    rmSync(directory, { recursive: true });
    process.exit();
  }
}

void main();
