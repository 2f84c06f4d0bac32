import { seriesNames, seriesRangeSchema } from '@alice/contracts';
import { startPrometheus, waitUntil, type TestPrometheus } from '@alice/test-stack';
import { FiguresService } from '../features/status';
import { PrometheusFigures } from './prometheus-figures';

let prometheus: TestPrometheus;
let figures: PrometheusFigures;

beforeAll(async () => {
  prometheus = await startPrometheus();
  figures = new PrometheusFigures(prometheus.url);
}, 180_000);
afterAll(() => prometheus?.stop());

it('draws the memory that Prometheus takes, from its own figures', async () => {
  const series = await waitUntil(
    'its first scrape to be seen',
    async () => {
      const memory = await new FiguresService(figures).series('memory', 'hour');
      const values = memory.series.find(({ key }) => key === 'prometheus')?.points.map(([, value]) => value);
      return values?.some((value) => value !== null) && memory;
    },
    { timeoutMs: 60_000, intervalMs: 500 },
  );
  const values = series.series.map(({ key, points }) => [key, points.at(-1)?.[1] ?? null] as const);
  expect(Object.fromEntries(values)).toEqual({
    backend: null,
    nlu: null,
    frontend: null,
    prometheus: expect.any(Number) as number,
  });
}, 90_000);

it('has its version told', async () => {
  expect((await new FiguresService(figures).current()).version).toMatch(/^\d+\.\d+\.\d+/);
});

it.each(seriesRangeSchema.options)('is understood in every question about the last %s', async (range) => {
  for (const name of seriesNames) {
    const { series } = await new FiguresService(figures).series(name, range);
    expect(series.length).toBeGreaterThan(0);
  }
});
