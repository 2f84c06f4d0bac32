import { Agent, request as open, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';

/**
 * Runs in a container beside the language model, since no other place reaches it: takes one line of JSON for each
 * question on stdin and answers with one on stdout.
 */
type Question =
  | { ask: 'records' | 'clear' | 'running' }
  /** Has the model's server answer `atOnce` times at a time, `rounds` times after each other. */
  | { ask: 'streams'; atOnce: number; rounds: number; text: string };

interface RecordedChat {
  path: string;
  body: { messages?: { role: string; content: string }[] };
  aborted: boolean;
  startedAt: number;
  firstTokenAt?: number;
  endedAt?: number;
}

const SERVER = 'http://ollama:11434';
const agent = new Agent({ keepAlive: true });

function send(method: string, path: string, body?: unknown): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = open(SERVER + path, { method, agent, timeout: 60_000 }, resolve);
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** What was asked, with its times: the histories that were sent along would be megabytes. */
async function records(): Promise<unknown[]> {
  const all = JSON.parse(await textOf(await send('GET', '/double/requests'))) as RecordedChat[];
  return all
    .filter(({ path }) => path === '/api/chat')
    .map(({ body, ...times }) => ({
      text: body.messages?.findLast(({ role }) => role === 'user')?.content ?? '',
      ...times,
    }));
}

/** One answer: when its words came, in milliseconds since 1970, and when it was asked for. */
async function stream(text: string): Promise<{ askedAt: number; times: number[] }> {
  const askedAt = now();
  const messages = [{ role: 'user', content: text }];
  const answer = await send('POST', '/api/chat', { model: process.env.OLLAMA_MODEL, think: false, messages });
  if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`);
  const times: number[] = [];
  for await (const line of createInterface({ input: answer })) {
    if ((JSON.parse(line) as { message: { content: string } }).message.content !== '') times.push(now());
  }
  return { askedAt, times };
}

/** How long a first word took beyond the server's own time for it, and the times of all words, by stream. */
async function streams({ atOnce, rounds, text }: { atOnce: number; rounds: number; text: string }) {
  await textOf(await send('DELETE', '/double/requests'));
  const asked: { text: string; askedAt: number; times: number[] }[] = [];
  for (let round = 0; round < rounds; round++) {
    const texts = Array.from({ length: atOnce }, (_, index) => `${text} ${round}.${index}`);
    asked.push(...(await Promise.all(texts.map(async (own) => ({ text: own, ...(await stream(own)) })))));
  }
  const known = new Map(
    ((await records()) as (RecordedChat & { text: string })[]).map((record) => [record.text, record]),
  );
  const overOwn = asked.map(({ text: own, askedAt, times: [first = NaN] }) => {
    const { startedAt = NaN, firstTokenAt = NaN } = known.get(own) ?? {};
    return first - askedAt - (firstTokenAt - startedAt);
  });
  return { overOwn, times: asked.map(({ times }) => times) };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

async function answer(question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'records':
      return records();
    case 'clear':
      return textOf(await send('DELETE', '/double/requests'));
    case 'running':
      return JSON.parse(await textOf(await send('GET', '/double/running')));
    case 'streams':
      return streams(question);
  }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, ...question } = JSON.parse(line) as Question & { id: number };
  answer(question).then(
    (result) => process.stdout.write(`${JSON.stringify({ id, result: result ?? null })}\n`),
    (error: unknown) => process.stdout.write(`${JSON.stringify({ id, error: String(error) })}\n`),
  );
});
