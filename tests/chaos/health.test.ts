import { docker, waitUntil } from '@alice/test-stack';
import { ChaosStack, inspect, secondsSince } from './chaos-stack';
import { Ledger } from './ledger';
import { report } from './report';

jest.setTimeout(300_000);

let stack: ChaosStack;
let cookies: string[];

beforeAll(async () => {
  stack = await ChaosStack.start();
  cookies = await stack.users(5);
}, 900_000);
afterAll(() => stack?.down(), 300_000);

/** Healthy in Docker's eyes, and so that a person gets an answer. */
const isBack = async (id: string) =>
  (await inspect(id, '{{.State.Status}} {{.State.Health.Status}} {{.State.Paused}}')) ===
    'running healthy false' &&
  (await stack.ask('/api/auth/me', { cookie: cookies[0] ?? '', timeoutMs: 2_000 })).status === 200;

/** Pages talk while `work` does harm to the backend; what they lost is 0, 0, 0. */
async function whileTalking(id: string, work: (backend: string) => Promise<void>): Promise<void> {
  const backend = await stack.container('backend');
  const ledger = await Ledger.open(stack, cookies, 10, 3_000);
  const began = performance.now();
  const startedAt = await inspect(backend, '{{.State.StartedAt}}');
  await work(backend);
  await waitUntil('a new start', async () => (await inspect(backend, '{{.State.StartedAt}}')) !== startedAt, {
    timeoutMs: 90_000,
    intervalMs: 100,
  });
  const restarted = secondsSince(began);
  const started = await inspect(backend, '{{.State.StartedAt}}');
  await waitUntil('the backend to be back', () => isBack(backend), { timeoutMs: 60_000, intervalMs: 200 });
  const back = secondsSince(began);
  const account = await ledger.close();
  report(id, { restarted, back, ...account });
  expect(account).toMatchObject({ ackedLost: 0, duplicates: 0, faults: [] });
  // One start, and no second.
  expect(await inspect(backend, '{{.State.StartedAt}}')).toBe(started);
}

it('F-01: a killed backend is back', () =>
  whileTalking('F-01', async (backend) => {
    process.kill(Number(await inspect(backend, '{{.State.Pid}}')), 'SIGKILL');
  }));

it('F-08: a paused backend is started anew, once', () =>
  whileTalking('F-08', async (backend) => void (await docker(['pause', backend]))));

it('F-08: a stopped process that Docker finds unhealthy is started anew, once', () =>
  whileTalking('F-08 SIGSTOP', async (backend) => {
    const pids = (await docker(['top', backend, '-o', 'pid']))
      .split('\n')
      .slice(1)
      .filter(Boolean)
      .map(Number);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
  }));

it('F-09: a backend whose event loop stands still ends itself, and is started again', () =>
  whileTalking('F-09', async (backend) => {
    // Node's inspector, which a signal opens: nothing in Alice is there for this.
    const block = `
      const { readdirSync, readFileSync } = require('node:fs');
      const pid = readdirSync('/proc').find((name) => /^\\d+$/.test(name) && +name !== process.pid && +name !== 1
        && readFileSync('/proc/' + name + '/cmdline', 'utf8').includes('dist/main.js'));
      process.kill(+pid, 'SIGUSR1');
      const open = async () => (await fetch('http://127.0.0.1:9229/json/list')).json();
      (async () => {
        let targets;
        for (let tries = 0; !targets && tries < 50; tries++)
          targets = await open().catch(() => new Promise((done) => setTimeout(done, 100)));
        const socket = new WebSocket(targets[0].webSocketDebuggerUrl);
        socket.onopen = () => {
          socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'for (;;);' } }));
          setTimeout(() => process.exit(0), 500);
        };
      })();`;
    await docker(['exec', backend, 'node', '-e', block]);
    await waitUntil(
      'the watchdog to say so',
      async () =>
        (await docker(['logs', '--tail', '200', backend])).includes('the event loop has stood still'),
      { timeoutMs: 40_000, intervalMs: 200 },
    );
  }));

it('F-38: every service ends by itself when it is told to, with streams open', async () => {
  const conversation = { text: 'Berätta något långt. [double:say 200] [double:pace 25]' };
  const stream = stack
    .ask('/api/chat/stream', {
      method: 'POST',
      body: conversation,
      cookie: cookies[0] ?? '',
      timeoutMs: 60_000,
    })
    .catch(String);
  const codes: Record<string, string> = {};
  for (const service of ['backend', 'frontend', 'nlu', 'music', 'prometheus', 'nginx', 'postgres']) {
    const id = await stack.container(service);
    const began = performance.now();
    await docker(['stop', id]);
    codes[service] = await inspect(id, '{{.State.ExitCode}}');
    report(`F-38 ${service}`, { seconds: secondsSince(began), code: codes[service] });
    if (service === 'backend') {
      const answer = await stream;
      // Finished, or marked; not broken off.
      expect(typeof answer === 'string' ? answer : answer.body).toMatch(/event: (?:done|error)/);
    }
  }
  expect(await stack.make('up')).toMatchObject({ code: 0 });
  expect(Object.entries(codes).filter(([, code]) => code !== '0')).toEqual([]);
});
