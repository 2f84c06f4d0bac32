import { waitUntil } from '@alice/test-stack';
import type { BenchStack } from './bench-stack';
import { ChatClient } from './chat-client';
import { percentiles, rounded } from './percentiles';

const PEOPLE = 10;
const ROUNDS = 3;
const DEADLINE_MS = 20_000;
const QUESTION = 'Berätta något långt om havet. [double:say 3000] [double:pace 10]';

/** Begins an answer, waits for its first words, and returns what ends the interest in it. */
type Begin = (stack: BenchStack, cookie: string, text: string) => Promise<() => unknown>;

const ways: Record<string, Begin> = {
  'message:stop': async (stack, cookie, text) => {
    const client = await ChatClient.connect(stack.url, cookie);
    const { messageId } = await firstWords(client, text);
    return () => client.stop(messageId).finally(() => client.close());
  },
  'leaving the SSE request': async (stack, cookie, text) => {
    const leave = new AbortController();
    const answer = await stack.call('POST', '/api/chat/stream', { text }, cookie, leave.signal);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let heard = ''; !heard.includes('event: delta');) {
      const part = await reader?.read();
      if (part?.done !== false) throw new Error(`no words came: ${answer.status} ${heard}`);
      heard += part.value;
    }
    return () => leave.abort();
  },
  'leaving the socket': async (stack, cookie, text) => {
    const client = await ChatClient.connect(stack.url, cookie);
    await firstWords(client, text);
    return () => client.close();
  },
};

/** How long the model goes on with an answer that nobody wants any more. */
export async function freedSlots(stack: BenchStack, cookies: string[]): Promise<Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  for (const [way, begin] of Object.entries(ways)) {
    const times: number[] = [];
    let rounds = 0;
    // A way that does not end the work would only be waited for again.
    for (let round = 0; round < ROUNDS && times.length === round * PEOPLE; round++) {
      times.push(...(await endAll(stack, cookies.slice(0, PEOPLE), begin)));
      rounds++;
    }
    lines.push({
      way,
      times: rounds * PEOPLE,
      ended: times.length,
      ...(times.length > 0
        ? { until_free_ms: { ...percentiles(times), most: rounded(Math.max(...times)) } }
        : {}),
    });
  }
  return lines;
}

/** Milliseconds that the double went on for each person, of those whose answer ended in time. */
async function endAll(stack: BenchStack, cookies: string[], begin: Begin): Promise<number[]> {
  await stack.probe.clear();
  const questions = cookies.map((_, index) => `${QUESTION} Fråga ${index}.`);
  const ends = await Promise.all(
    cookies.map((cookie, index) => begin(stack, cookie, questions[index] ?? '')),
  );
  const endedAt = performance.timeOrigin + performance.now();
  await Promise.all(ends.map((end) => end()));
  const ended = async () =>
    (await stack.probe.records()).filter(
      // Titles that quote a question are asked for after it has ended.
      ({ text, startedAt, endedAt: end }) =>
        questions.some((question) => text.includes(question)) && startedAt < endedAt && end !== undefined,
    );
  const whole = async () => (await ended()).length >= cookies.length;
  await waitUntil('all answers to end', whole, { timeoutMs: DEADLINE_MS }).catch(() => undefined);
  return (await ended()).map(({ endedAt: end = Infinity }) => end - endedAt);
}

async function firstWords(client: ChatClient, text: string): Promise<{ messageId: string }> {
  const answer = client.ask(text);
  await Promise.race([new Promise<void>((resolve) => (answer.onText = resolve)), answer.done]);
  return answer.started;
}
