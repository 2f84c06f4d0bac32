import type { Metrics } from '@alice/service-runtime';

/** Our metrics as Prometheus would read them: `name{labels}` to its value. */
export async function readMetrics({ registry }: Metrics): Promise<Record<string, number>> {
  const lines = (await registry.metrics()).split('\n').filter((line) => line.startsWith('alice_'));
  return Object.fromEntries(
    lines.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space))];
    }),
  );
}
