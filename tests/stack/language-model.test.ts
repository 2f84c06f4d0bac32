import type {
  ChatResponse,
  ClientToServerEvents,
  Conversation,
  ServerToClientEvents,
} from '@alice/contracts';
import { waitUntil } from '@alice/test-stack';
import { io, type Socket } from 'socket.io-client';
import { docker } from '../../packages/test-stack/src/docker';
import { call, containerOf, problem, say, signIn, stack } from './stack';

type AliceSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

async function connect(cookie?: string): Promise<AliceSocket> {
  const extraHeaders: Record<string, string> = cookie === undefined ? {} : { cookie };
  const socket: AliceSocket = io(stack().httpUrl, {
    path: '/ws/',
    transports: ['websocket'],
    extraHeaders,
    reconnection: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

it('answers what is no command with the model', async () => {
  const { reply, intent, timing } = await say('Hur mår du idag?');
  expect(reply.source).toBe('llm');
  expect(reply.text.length).toBeGreaterThan(3);
  expect(intent.name).toBe('general_greet');
  expect(timing.llm_ms).toBeGreaterThan(0);
});

it('streams over SSE: start, numbered deltas, done', async () => {
  const answer = await call('POST', '/api/chat/stream', { text: 'Berätta något' });
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const events = (await answer.text())
    .trim()
    .split('\n\n')
    .map((block) => /^event: (\w+)\ndata: (.*)$/s.exec(block))
    .map((match) => [match?.[1], JSON.parse(match?.[2] ?? 'null') as { seq: number; text: string }] as const);
  expect(events[0]?.[0]).toBe('start');
  const deltas = events.filter(([name]) => name === 'delta').map(([, delta]) => delta);
  expect(deltas.map(({ seq }) => seq)).toEqual(deltas.map((_, i) => i + 1));
  const [name, done] = events.at(-1) ?? [];
  expect(name).toBe('done');
  expect((done as unknown as ChatResponse).reply.text).toBe(deltas.map(({ text }) => text).join(''));
});

it('streams over the socket, once for a message that comes twice, and resumes', async () => {
  const socket = await connect(await signIn());
  const deltas: { seq: number; text: string }[] = [];
  socket.on('answer:delta', (delta) => deltas.push(delta));
  const done = new Promise<ChatResponse>((resolve) => socket.once('answer:done', resolve));
  const message = { text: 'Berätta något', clientMessageId: crypto.randomUUID() };
  const first: unknown = await socket.timeout(5_000).emitWithAck('message:send', message);
  const again: unknown = await socket.timeout(5_000).emitWithAck('message:send', message);
  expect(again).toEqual(first);
  const { reply, messageId } = await done;
  const byNumber = new Map(deltas.map(({ seq, text }) => [seq, text]));
  expect([...byNumber.values()].join('')).toBe(reply.text);
  const resumed: unknown = await socket
    .timeout(5_000)
    .emitWithAck('answer:resume', { messageId, fromSeq: 2 });
  expect(resumed).toMatchObject({ data: { text: [...byNumber.values()].slice(2).join(''), fromSeq: 2 } });
  const wrong: unknown = await socket
    .timeout(5_000)
    .emitWithAck('answer:resume', { messageId: crypto.randomUUID(), fromSeq: -1 });
  expect(wrong).toMatchObject({ problem: { code: 'invalid_input' } });
  socket.disconnect();
});

it('keeps what was said when the backend is killed in the middle, and answers once when asked again', async () => {
  const socket = await connect(await signIn());
  const message = { text: 'Berätta [double:say 400] [double:pace 20]', clientMessageId: crypto.randomUUID() };
  let heard = '';
  socket.on('answer:delta', ({ text }) => (heard += text));
  const { data } = (await socket.timeout(5_000).emitWithAck('message:send', message)) as {
    data: { conversationId: string; messageId: string };
  };
  await waitUntil('a few words', () => heard.length > 40);
  const before = heard;
  const pid = (await docker(['inspect', '--format', '{{.State.Pid}}', await containerOf('backend')])).trim();
  // As a crash would: the container's init and, with it, the whole of it. `docker kill` would count as a stop by hand.
  process.kill(Number(pid), 'SIGKILL');
  const conversation = async () =>
    (await (await call('GET', `/api/conversations/${data.conversationId}`)).json()) as Conversation;
  const kept = await waitUntil('the backend to be back', async () => (await conversation()).messages, {
    timeoutMs: 30_000,
    intervalMs: 300,
  });
  expect(kept).toHaveLength(2);
  expect(kept[1]).toMatchObject({ status: 'interrupted', id: data.messageId });
  expect(kept[1]?.text.length).toBeGreaterThan(before.length / 2);
  const back = await connect(await signIn());
  const resumed: unknown = await back
    .timeout(5_000)
    .emitWithAck('answer:resume', { messageId: data.messageId, fromSeq: 1 });
  expect(resumed).toMatchObject({
    data: { text: kept[1]?.text, fromSeq: 0, done: true, status: 'interrupted' },
  });
  const done = new Promise<ChatResponse>((resolve) => back.once('answer:done', resolve));
  await back.timeout(5_000).emitWithAck('message:send', { ...message, conversationId: data.conversationId });
  const { reply } = await done;
  expect((await conversation()).messages.map(({ text, status }) => [text, status])).toEqual([
    [message.text, 'complete'],
    [reply.text, 'complete'],
  ]);
  socket.disconnect();
  back.disconnect();
}, 60_000);

it('tells every page what plays', async () => {
  const socket = await connect(await signIn());
  await say('spela musik');
  await say('höj volymen till 20');
  const volumes: number[] = [];
  socket.on('music:state', ({ volume }) => volumes.push(volume));
  await say('höj volymen till 35');
  await waitUntil('the page to be told the volume', () => volumes.includes(35));
  socket.disconnect();
});

it('lets no socket in without a session or from another page', async () => {
  await expect(connect()).rejects.toThrow('unauthenticated');
  const socket = io(stack().httpUrl, {
    path: '/ws/',
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { cookie: await signIn(), origin: 'http://evil.example' },
  });
  await new Promise((resolve) => socket.once('connect_error', resolve));
  expect(socket.connected).toBe(false);
});

it('without Ollama says so within a second, while commands go on, and comes back by itself', async () => {
  const ollama = await containerOf('ollama');
  await docker(['stop', '-t', '1', ollama]);
  try {
    const started = performance.now();
    const answer = await call('POST', '/api/chat', { text: 'Hur mår du?' });
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(answer.status).toBe(503);
    expect(await problem(answer)).toMatchObject({
      code: 'llm_unavailable',
      title: expect.stringMatching(/Språkmodellen/) as string,
    });
    expect((await say('pausa')).reply.source).toBe('router');
    await waitUntil(
      'health to see it',
      async () =>
        ((await (await call('GET', '/api/health')).json()) as { status: string }).status === 'degraded',
      { timeoutMs: 20_000 },
    );
  } finally {
    await docker(['start', ollama]);
  }
  await waitUntil(
    'the model to answer again',
    async () => (await say('Hur mår du?')).reply.source === 'llm',
    {
      timeoutMs: 30_000,
      intervalMs: 500,
    },
  );
}, 90_000);
