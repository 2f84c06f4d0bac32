import type { BenchStack } from './bench-stack';
import { ChatClient } from './chat-client';
import { forgetPeak, usageOf } from './container-usage';
import { percentiles, rounded } from './percentiles';

const STREAMS = 100;
const WORDS = 800;
const PACE_MS = 25;
const QUESTION = `Berätta något långt om havet. [double:say ${WORDS}] [double:pace ${PACE_MS}]`;

export interface Gaps {
  p50: number;
  p99: number;
}

export interface StreamFloors {
  floor_double_gap_ms: Gaps;
  floor_bare_socket_gap_ms: Gaps;
  floor_bare_socket_cpu_percent: number;
}

export async function streamFloors(stack: BenchStack, container: string): Promise<StreamFloors> {
  const { times } = await stack.probe.streams(QUESTION, STREAMS, 1);
  const bare = await run(
    stack,
    Array.from({ length: STREAMS }, () => ''),
    container,
  );
  return {
    floor_double_gap_ms: percentiles(gapsOf(times)),
    floor_bare_socket_gap_ms: bare.gaps,
    floor_bare_socket_cpu_percent: bare.cpuPercent,
  };
}

/** A hundred people's answers at the same time, at forty words a second, for about twenty seconds. */
export async function hundredStreams(
  stack: BenchStack,
  cookies: string[],
  floors: StreamFloors,
): Promise<Record<string, unknown>> {
  const { gaps, deltas, whole, cpuPercent, rssMb, peakMb } = await run(stack, cookies, await stack.backend());
  return {
    streams: STREAMS,
    words_each: WORDS,
    whole_answers: whole,
    deltas,
    gap_ms: gaps,
    gap_p99_over_bare_socket: rounded(gaps.p99 / floors.floor_bare_socket_gap_ms.p99),
    gap_p99_over_double: rounded(gaps.p99 / floors.floor_double_gap_ms.p99),
    backend_cpu_percent: cpuPercent,
    backend_rss_mb: { before: rssMb, peak: peakMb },
    ...floors,
  };
}

async function run(stack: BenchStack, cookies: string[], container: string) {
  const clients = await Promise.all(
    cookies.slice(0, STREAMS).map((cookie) => ChatClient.connect(stack.url, cookie)),
  );
  await forgetPeak(container);
  const before = await usageOf(container);
  const started = performance.now();
  const answers = clients.map((client) => client.ask(QUESTION));
  const expected = Array.from({ length: WORDS }, (_, index) => `ord${index + 1}`).join(' ');
  const texts = await Promise.all(answers.map(async (answer) => (await answer.done).reply.text));
  const seconds = (performance.now() - started) / 1000;
  const after = await usageOf(container);
  for (const client of clients) client.close();
  return {
    gaps: percentiles(gapsOf(answers.map(({ deltas }) => deltas.map(({ at }) => at)))),
    deltas: answers.reduce((sum, { deltas }) => sum + deltas.length, 0),
    whole: answers.filter(({ text }, index) => text === expected && texts[index] === expected).length,
    cpuPercent: rounded((100 * (after.cpuSeconds - before.cpuSeconds)) / seconds),
    rssMb: before.rssMb,
    peakMb: after.peakMb,
  };
}

/** Between the pieces of each stream, while all of them ran. */
function gapsOf(streams: number[][]): number[] {
  const from = Math.max(...streams.map((times) => times[0] ?? 0));
  const to = Math.min(...streams.map((times) => times.at(-1) ?? 0));
  return streams.flatMap((times) => {
    const during = times.filter((time) => time >= from && time <= to);
    return during.slice(1).map((time, index) => time - (during[index] ?? time));
  });
}
