import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { waitUntil } from '../../test-stack/src/wait-until';

jest.setTimeout(60_000);

const watchdog = JSON.stringify(join(__dirname, 'watchdog.ts'));

/** A real process with a watchdog of two seconds, which then does `work`. */
function start(work: string) {
  const script = `require(${watchdog}).startWatchdog({ service: 'test', seconds: 2 });
    setTimeout(() => { process.stdout.write('begins\\n'); ${work} }, 1500);`;
  const child = spawn(process.execPath, ['-e', script]);
  const seen = { output: '', ended: undefined as { code: number | null; signal: string | null } | undefined };
  child.stdout.on('data', (chunk: Buffer) => (seen.output += chunk.toString()));
  child.once('exit', (code, signal) => (seen.ended = { code, signal }));
  return { child, seen };
}

it('ends a process whose event loop stands still, and says so', async () => {
  const { seen } = start('for (;;);');
  await waitUntil('the process to end', () => seen.ended, { timeoutMs: 20_000 });
  expect(seen.ended).toEqual({ code: null, signal: 'SIGKILL' });
  const line = seen.output.split('\n').find((text) => text.startsWith('{')) ?? '';
  expect(JSON.parse(line)).toMatchObject({ level: 'error', service: 'test', seconds: 2 });
});

it('lets a process end by itself, and a busy one that still turns go on', async () => {
  const busy = `let until = Date.now() + 5000; (function work() {
    const slice = Date.now() + 300; while (Date.now() < slice);
    if (Date.now() < until) setImmediate(work); })();`;
  const { seen } = start(busy);
  await waitUntil('the process to end', () => seen.ended, { timeoutMs: 30_000 });
  expect(seen.ended).toEqual({ code: 0, signal: null });
});

it('does not end one that was paused for longer, once it goes on', async () => {
  const { child, seen } = start('let turns = 0; setInterval(() => ++turns === 40 && process.exit(0), 100);');
  await waitUntil('it to begin', () => seen.output.includes('begins'), { timeoutMs: 20_000 });
  child.kill('SIGSTOP');
  const paused = performance.now();
  await waitUntil('five seconds of a pause', () => performance.now() - paused > 5_000);
  expect(seen.ended).toBeUndefined();
  child.kill('SIGCONT');
  await waitUntil('the process to end', () => seen.ended, { timeoutMs: 20_000 });
  expect(seen.ended).toEqual({ code: 0, signal: null });
});
