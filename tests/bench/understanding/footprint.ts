import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const root = join(__dirname, '../../..');
const START_DEADLINE_MS = 30_000;
const POLL_MS = 5;

/** What a process takes: from its start to its first answer, and its resident memory after it has answered many. */
export interface Footprint {
  readonly startMilliseconds: number;
  readonly residentBytes: number;
}

/** Starts the built service as its image does, and has it answer the sentences over HTTP. */
export async function serviceFootprint(texts: readonly string[]): Promise<Footprint> {
  const port = await freePort();
  const address = `http://127.0.0.1:${String(port)}/nlu`;
  const started = performance.now();
  const child = spawn(process.execPath, imageArguments(), {
    cwd: root,
    env: { ...imageVariables(), NLU_AGENT_PORT: String(port), ENABLE_METRICS: 'false', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await untilItAnswers(`${address}/health`, child);
    const startMilliseconds = performance.now() - started;
    for (const text of texts) {
      const body = JSON.stringify({ text });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${address}/classify`, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(`"${text}" was answered ${String(answer.status)}`);
      await answer.arrayBuffer();
    }
    return { startMilliseconds, residentBytes: residentBytes(child) };
  } finally {
    await stop(child);
  }
}

/** Starts nlp.js alone with a model from a file, and has it answer the sentences over its standard input. */
export async function nlpJsFootprint(modelFile: string, texts: readonly string[]): Promise<Footprint> {
  const started = performance.now();
  const quiet = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';
  const child = spawn(process.execPath, [quiet, join(__dirname, 'nlp-js-process.ts'), modelFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    let startMilliseconds = 0;
    for (const text of texts) {
      child.stdin.write(`${text}\n`);
      if ((await answers.next()).done === true) throw new Error('nlp.js ended early');
      startMilliseconds ||= performance.now() - started;
    }
    return { startMilliseconds, residentBytes: residentBytes(child) };
  } finally {
    await stop(child);
  }
}

/** The variables that the image's last stage sets, by its last line of them. */
function imageVariables(): Record<string, string> {
  const dockerfile = readFileSync(join(root, 'services/nlu/Dockerfile'), 'utf8');
  const line = dockerfile.split('\n').findLast((other) => other.startsWith('ENV ')) ?? '';
  return Object.fromEntries(
    line
      .split(' ')
      .slice(1)
      .map((pair) => pair.split('=', 2) as [string, string]),
  );
}

/** The arguments of `node` in the image's last line, so that the same limits hold here. */
function imageArguments(): string[] {
  const dockerfile = readFileSync(join(root, 'services/nlu/Dockerfile'), 'utf8');
  const last = dockerfile.trimEnd().split('\n').at(-1) ?? '';
  const [program, ...rest] = JSON.parse(last.slice('CMD '.length)) as string[];
  if (program !== 'node') throw new Error('the Dockerfile of nlu does not end in CMD ["node", …]');
  return rest;
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_DEADLINE_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`nlu ended with ${String(child.exitCode)}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await delay(POLL_MS);
  }
  throw new Error(`nlu did not answer within ${String(START_DEADLINE_MS / 1000)} s`);
}

function residentBytes({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1]) * 1024;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
