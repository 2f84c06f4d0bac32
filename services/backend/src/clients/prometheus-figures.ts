import { UnavailableError } from '@alice/errors';
import { z } from 'zod';
import type { Curve, Figures, Span } from '../features/status';
import { readNdjson } from './read-ndjson';

/** Longest wait for an answer, in milliseconds, and the largest one: a series of 360 points has 10 KB. */
const ANSWER_MS = 3_000;
const MOST_BYTES = 1_000_000;
/** Most series and points that are taken from one answer. */
const MOST_CURVES = 20;
const MOST_POINTS = 400;

const RETRY_AFTER_SECONDS = 15;

const answerSchema = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
});

/** Prometheus over HTTP. */
export class PrometheusFigures implements Figures {
  constructor(private readonly url: string) {}

  async range(query: string, { start, end, stepSeconds }: Span): Promise<Curve[]> {
    const words = new URLSearchParams({
      query,
      start: String(start),
      end: String(end),
      step: String(stepSeconds),
      timeout: `${ANSWER_MS}ms`,
    });
    try {
      const response = await fetch(`${this.url}/api/v1/query_range?${words.toString()}`, {
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
      for await (const answer of readNdjson(response.body, MOST_BYTES)) return toCurves(answer);
      throw new Error('an empty answer');
    } catch (cause) {
      throw new UnavailableError('Prometheus does not answer', {
        cause,
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    }
  }
}

function toCurves(answer: unknown): Curve[] {
  return answerSchema
    .parse(answer)
    .data.result.slice(0, MOST_CURVES)
    .map(({ metric, values }) => ({
      labels: metric,
      points: values.slice(0, MOST_POINTS).map(([time, text]) => [time, toNumber(text)]),
    }));
}

/** `NaN` and `+Inf` are what divisions by nothing come to: no value. */
function toNumber(text: string): number | null {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? value : null;
}
