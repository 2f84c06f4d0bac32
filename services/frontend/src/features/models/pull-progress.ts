import type { ModelPull } from '@alice/contracts';

/** How much was there at a moment, in milliseconds of a clock that only grows. */
export interface Sample {
  at: number;
  bytes: number;
}

/** The speed is that of the last ten seconds, and is told when two have passed. */
const WINDOW_MS = 10_000;
const LEAST_MS = 2_000;

/** Adds a moment to those of the last seconds; what was fetched before a download began anew does not count. */
export function addSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const last = samples.at(-1);
  if (last && sample.bytes < last.bytes) return [sample];
  return [...samples.filter(({ at }) => sample.at - at <= WINDOW_MS), sample];
}

/** Bytes a second; null where it can't be told yet, or nothing comes. */
export function rateOf(samples: readonly Sample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < LEAST_MS || last.bytes <= first.bytes) return null;
  return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
}

/** Seconds until all that is known of is there; null where it can't be told. */
export function secondsLeft({ completedBytes, totalBytes }: ModelPull, rate: number | null): number | null {
  if (rate === null || completedBytes === null || totalBytes === null) return null;
  return Math.max(0, totalBytes - completedBytes) / rate;
}

/** Between 0 and 100, and 100 only when all is there; null before the size is known. */
export function percentOf({ completedBytes, totalBytes }: ModelPull): number | null {
  if (completedBytes === null || !totalBytes) return null;
  return Math.floor((100 * Math.min(completedBytes, totalBytes)) / totalBytes);
}

/** What a running download is at: asking what there is to fetch, fetching, or checking what came. */
export function stageOf({ step, completedBytes, totalBytes }: ModelPull): 'asking' | 'fetching' | 'checking' {
  if (totalBytes === null) return 'asking';
  const fetching = /^pulling/.test(step) && (completedBytes ?? 0) < totalBytes;
  return fetching ? 'fetching' : 'checking';
}

export type TimeLeft =
  { key: 'seconds' } | { key: 'minutes'; minutes: number } | { key: 'hours'; hours: number; minutes: number };

/** Time left as a person would say it. */
export function timeLeft(seconds: number): TimeLeft {
  if (seconds < 50) return { key: 'seconds' };
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return { key: 'minutes', minutes };
  const tens = Math.round(minutes / 10) * 10;
  return { key: 'hours', hours: Math.floor(tens / 60), minutes: tens % 60 };
}
