import { waitUntil } from '@alice/test-stack';
import type { BenchStack } from './bench-stack';
import { ChatClient } from './chat-client';
import { forgetPeak, usageOf } from './container-usage';
import { rounded } from './percentiles';

/** How long an answer without an end is listened to, in milliseconds. */
const LISTEN_MS = 10_000;

/** The backend's memory over what it was before, at its most, while the model's server runs amok. */
export async function memoryGrowth(
  stack: BenchStack,
  cookie: string,
  mode: 'flood' | 'endless-thinking' | 'huge-line',
): Promise<Record<string, unknown>> {
  const container = await stack.backend();
  const client = await ChatClient.connect(stack.url, cookie);
  await forgetPeak(container);
  const { rssMb } = await usageOf(container);
  const answer = client.ask(`Berätta något. [double:${mode}] [double:pace 1]`);
  const started = performance.now();
  let outcome: string | undefined;
  answer.done.then(
    () => (outcome = 'ended by itself'),
    (error: Error) => (outcome = error.message),
  );
  await waitUntil(
    'the answer to end or the time to be over',
    () => outcome ?? performance.now() - started > LISTEN_MS,
    { timeoutMs: LISTEN_MS + 5_000 },
  );
  const seconds = rounded((performance.now() - started) / 1000);
  if (outcome === undefined) {
    outcome = 'stopped';
    await client.stop((await answer.started).messageId);
    await answer.done.catch(() => undefined);
  }
  const { peakMb } = await usageOf(container);
  client.close();
  return {
    mode,
    seconds,
    outcome,
    characters: answer.text.length,
    before_mb: rssMb,
    peak_mb: peakMb,
    growth_mb: rounded(peakMb - rssMb),
  };
}
