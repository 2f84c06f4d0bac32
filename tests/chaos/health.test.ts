import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { ChatResponse, Conversation, Problem, ResumedAnswer } from '@alice/contracts';
import { docker, waitUntil } from '@alice/test-stack';
import { ChaosStack, inspect, secondsSince } from './chaos-stack';
import { Ledger, openSocket } from './ledger';
import { report } from './report';

jest.setTimeout(480_000);

/** What the backend may take while it leaks, and how long a backend that keeps ending is watched. */
const SMALL = '512m';
const WATCHED_MS = 90_000;

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

/** Runs a line of script in the backend. Node's inspector, which a signal opens: nothing in Alice is there for this. */
async function evaluate(backend: string, expression: string): Promise<void> {
  const script = `
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
        const params = { expression: process.argv[1] };
        socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
        setTimeout(() => process.exit(0), 500);
      };
    })();`;
  await docker(['exec', backend, 'node', '-e', script, expression]);
}

/**
 * Pages talk while `work` does harm to the backend: nothing is lost or doubled, and a command that was just being carried
 * out may be marked as interrupted. Times count from the beginning of `work`, or from the moment that it returns.
 */
async function whileTalking(
  id: string,
  work: (backend: string) => Promise<number | void>,
): Promise<{ back: number }> {
  const backend = await stack.container('backend');
  const ledger = await Ledger.open(stack, cookies, 10, 3_000);
  let began = performance.now();
  const startedAt = await inspect(backend, '{{.State.StartedAt}}');
  began = (await work(backend)) ?? began;
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
  return { back };
}

it('F-01: a killed backend is back', async () => {
  await whileTalking('F-01', () => stack.kill('backend'));
});

it('F-03: an answer that a killed backend was making is marked, and made whole when it is asked for again', async () => {
  const cookie = cookies[0] ?? '';
  const socket = openSocket(stack.url, cookie);
  const heard = { text: '', seq: 0 };
  socket.on('answer:delta', ({ seq, text }) => {
    heard.text += text;
    heard.seq = seq;
  });
  const clientMessageId = randomUUID();
  const message = { text: 'Berätta något långt. [double:say 200] [double:pace 25]', clientMessageId };
  const patient = socket.timeout(5_000);
  try {
    const sent = await asData<Sent>(patient.emitWithAck('message:send', message));
    await waitUntil('some of the answer', () => heard.seq >= 30);
    const began = performance.now();
    await stack.kill('backend');
    await waitUntil('the page to notice', () => !socket.connected, { intervalMs: 5 });
    const before = { ...heard };
    const resume = () =>
      asData<ResumedAnswer>(
        patient.emitWithAck('answer:resume', { messageId: sent.messageId, fromSeq: before.seq }),
      );
    const resumed = await waitUntil(
      'the end of the answer',
      async () => {
        const found = await resume();
        return found.done && found;
      },
      { timeoutMs: 30_000, intervalMs: 100 },
    );
    const toldSeconds = secondsSince(began);
    // What the page has is its beginning, or it is a beginning of what the page has.
    const shorter = Math.min(before.text.length, resumed.text.length);
    expect(resumed).toMatchObject({ status: 'interrupted', fromSeq: 0 });
    expect(resumed.text.slice(0, shorter)).toBe(before.text.slice(0, shorter));
    const stored = async () => {
      const { body } = await stack.ask(`/api/conversations/${sent.conversationId}`, { cookie });
      return (JSON.parse(body) as Conversation).messages;
    };
    const question = expect.objectContaining({ role: 'user', clientMessageId }) as object;
    const answer = { id: sent.messageId, role: 'assistant' };
    expect(await stored()).toEqual([question, expect.objectContaining({ ...answer, status: 'interrupted' })]);

    const done = new Promise<ChatResponse>((resolve) => socket.once('answer:done', resolve));
    const again = await asData<Sent>(
      patient.emitWithAck('message:send', { ...message, conversationId: sent.conversationId }),
    );
    expect(again).toEqual(sent);
    const { reply } = await done;
    report('F-03', {
      toldSeconds,
      status: resumed.status,
      heardCharacters: before.text.length,
      keptCharacters: resumed.text.length,
      wholeCharacters: reply.text.length,
    });
    expect(await stored()).toEqual([
      question,
      expect.objectContaining({ ...answer, status: 'complete', text: reply.text }),
    ]);
    expect(reply.text.length).toBeGreaterThan(before.text.length);
  } finally {
    socket.disconnect();
  }
});

it('F-08: a paused backend is started anew, once', async () => {
  await whileTalking('F-08', async (backend) => void (await docker(['pause', backend])));
});

it('F-08: a stopped process that Docker finds unhealthy is started anew, once', async () => {
  await whileTalking('F-08 SIGSTOP', async (backend) => {
    const pids = (await docker(['top', backend, '-o', 'pid']))
      .split('\n')
      .slice(1)
      .filter(Boolean)
      .map(Number);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
  });
});

it('F-09: a backend whose event loop stands still ends itself, and is started again', async () => {
  await whileTalking('F-09', async (backend) => {
    await evaluate(backend, 'for (;;);');
    await waitUntil(
      'the watchdog to say so',
      async () =>
        (await docker(['logs', '--tail', '200', backend])).includes('the event loop has stood still'),
      { timeoutMs: 40_000, intervalMs: 200 },
    );
  });
});

it('F-13: a backend that is killed for its memory is back', async () => {
  const id = await stack.container('backend');
  const [memory = '', swap = ''] = (
    await inspect(id, '{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}}')
  ).split(' ');
  const since = Date.now();
  const limit = (bytes: string, withSwap: string) =>
    docker(['update', '--memory', bytes, '--memory-swap', withSwap, id]);
  try {
    const { back } = await whileTalking('F-13', async (backend) => {
      await limit(SMALL, SMALL);
      // Outside of V8's heap, whose own limit would end it otherwise.
      await evaluate(backend, 'globalThis.leak = []; setInterval(() => leak.push(Buffer.alloc(4e6, 1)), 50)');
      const killed = await waitUntil(
        'the kernel to kill it',
        async () => (await events(backend, since, Date.now(), 'oom'))[0],
        { timeoutMs: 60_000, intervalMs: 50 },
      );
      return performance.now() - (Date.now() - killed.atMs);
    });
    // 5 s is what is asked; a busy machine gets more.
    expect(back).toBeLessThan(15);
  } finally {
    await limit(memory, swap);
  }
});

it('F-10: one that ends at every start is tried more and more seldom, and there is an alarm', async () => {
  const backend = await stack.container('backend');
  const name = (await inspect(backend, '{{.Name}}')).slice(1);
  const key = join(stack.directory, 'secrets/production/secret_key');
  const alarm = () => stack.state(`heal/${name}.alarm`);
  const tries = async () =>
    (await stack.state('heal.log')).split('\n').filter((line) => line.includes(`started anew (`)).length;
  const [whole, triedBefore] = [await readFile(key), await tries()];
  const restarts = async () => Number(await inspect(backend, '{{.RestartCount}}'));
  const restartsBefore = await restarts();
  let figures: Record<string, number>;
  try {
    await writeFile(key, 'short');
    const began = performance.now();
    await stack.kill('backend');
    expect(await waitUntil('the alarm', alarm, { timeoutMs: 120_000, intervalMs: 200 })).toMatch(
      /keeps ending/,
    );
    const alarmSeconds = secondsSince(began);
    await waitUntil('the pauses to be long', async () => (await restarts()) >= restartsBefore + 8, {
      timeoutMs: 120_000,
      intervalMs: 500,
    });
    const [since, healerBefore] = [Date.now(), await healerSeconds()];
    const seen = await events(backend, since, since + WATCHED_MS, 'start', 'die');
    const starts = seen.filter(({ action }) => action === 'start').length;
    const healer = (await healerSeconds()) - healerBefore;
    const percent = (seconds: number) =>
      Math.round((seconds / cpus().length / (WATCHED_MS / 1_000)) * 1_000) / 10;
    const percentOfTheProcessor = percent(secondsRun(seen) + healer);
    figures = {
      alarmSeconds,
      watchedSeconds: WATCHED_MS / 1_000,
      starts,
      percentOfTheProcessor,
      ofThatTheHealer: percent(healer),
      triesOfTheHealer: (await tries()) - triedBefore,
    };
    // The pages go on, and what needs the backend says when to come again.
    expect((await stack.ask('/login')).status).toBe(200);
    expect(await stack.ask('/api/auth/me')).toMatchObject({
      status: 503,
      headers: { 'retry-after': expect.any(String) as string },
    });
    // One at least, or nothing was watched.
    expect(starts).toBeGreaterThan(0);
    expect(starts).toBeLessThanOrEqual(4);
    expect(percentOfTheProcessor).toBeLessThan(5);
    expect((await tries()) - triedBefore).toBeLessThanOrEqual(5);
  } finally {
    await writeFile(key, whole);
  }
  const mended = performance.now();
  await waitUntil('the backend to be back', () => isBack(backend), { timeoutMs: 120_000, intervalMs: 500 });
  const backSeconds = secondsSince(mended);
  await waitUntil('the alarm to be told', async () => (await stack.metric('alice_healer_alarms')) === 1, {
    timeoutMs: 30_000,
    intervalMs: 1_000,
  });
  await waitUntil('the alarm to end', async () => (await stack.metric('alice_healer_alarms')) === 0, {
    timeoutMs: 120_000,
    intervalMs: 2_000,
  });
  report('F-10', { ...figures, backSeconds });
  expect(await alarm()).toBe('');
});

interface Sent {
  conversationId: string;
  messageId: string;
}

interface Event {
  atMs: number;
  action: string;
}

/** What Docker sees of a container until a moment that may be to come; of what is past it forgets most within a minute. */
async function events(id: string, since: number, until: number, ...actions: string[]): Promise<Event[]> {
  const kinds = [`container=${id}`, ...actions.map((action) => `event=${action}`)];
  const span = ['--since', String(since / 1_000), '--until', String(until / 1_000)];
  const format = ['--format', '{{.TimeNano}} {{.Action}}'];
  const lines = await docker(['events', ...span, ...kinds.flatMap((kind) => ['--filter', kind]), ...format]);
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '))
    .map(([at, action = '']) => ({ atMs: Number(at) / 1e6, action }));
}

/** How long a container ran, of the starts and ends among `seen`: the most that it can have had of one core. */
function secondsRun(seen: Event[]): number {
  let [startedMs, ranMs] = [Number.NaN, 0];
  for (const { atMs, action } of seen) {
    if (action === 'start') startedMs = atMs;
    else if (startedMs) ranMs += atMs - startedMs;
  }
  return ranMs / 1_000;
}

/** What the healer and all that it has run have had of the processor. */
async function healerSeconds(): Promise<number> {
  const pid = (await stack.state('heal.pid')).trim();
  // Behind the name: the times of its own and of its children, in hundredths.
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
}

async function asData<T>(ack: Promise<unknown>): Promise<T> {
  const answered = (await ack) as { data: T } | { problem: Problem };
  if ('problem' in answered) throw new Error(answered.problem.code);
  return answered.data;
}

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
