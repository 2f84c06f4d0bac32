import { appendFileSync } from 'node:fs';

/** A line of JSON for each test that measures something: on stderr, and in the file CHAOS_REPORT. */
export function report(id: string, figures: Record<string, unknown>): void {
  const line = `${JSON.stringify({ id, ...figures })}\n`;
  process.stderr.write(line);
  if (process.env.CHAOS_REPORT) appendFileSync(process.env.CHAOS_REPORT, line);
}
