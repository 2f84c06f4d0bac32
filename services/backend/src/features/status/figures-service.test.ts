import { seriesNames, seriesRangeSchema, seriesSchema } from '@alice/contracts';
import { UnavailableError } from '@alice/errors';
import type { Curve, Figures, Span } from './figures.port';
import { FiguresService } from './figures-service';

/** A quarter past, and a little: what is asked for ends at the last scrape. */
const NOW = 1_760_000_407_000;
const END = 1_760_000_400;

let asked: { query: string; span: Span }[];
let answer: (query: string, span: Span) => Curve[];
const figures: Figures = {
  range: (query, span) => {
    asked.push({ query, span });
    return new Promise((resolve) => resolve(answer(query, span)));
  },
};
const service = new FiguresService(figures, () => NOW);

beforeEach(() => {
  asked = [];
  answer = () => [];
});

describe.each(seriesRangeSchema.options)('the series over a %s', (range) => {
  it.each(seriesNames)('%s has at most 361 points, for the same times in each', async (name) => {
    const series = seriesSchema.parse(await service.series(name, range));
    const times = series.series.map(({ points }) => points.map(([time]) => time));
    expect(times.length).toBeGreaterThan(0);
    for (const each of times) expect(each).toEqual(times[0]);
    const [first = []] = times;
    expect(first.length).toBeGreaterThan(100);
    expect(first.length).toBeLessThanOrEqual(361);
    expect(first.at(-1)).toBe(END);
    expect(asked).toHaveLength(times.length);
    expect(series.windowSeconds).toBeGreaterThanOrEqual(series.stepSeconds);
  });
});

it('puts each value at its time, and null where there is none', async () => {
  answer = (_query, { end }) => [
    {
      labels: {},
      points: [
        [end - 30, 2],
        [end - 15, null],
        [end, 0],
      ],
    },
  ];
  const { series } = await service.series('disk', 'hour');
  expect(series).toHaveLength(1);
  expect(series[0]?.points.slice(-4)).toEqual([
    [END - 45, null],
    [END - 30, 2],
    [END - 15, null],
    [END, 0],
  ]);
});

it('takes no times that it did not ask for, however many come', async () => {
  const strays = Array.from({ length: 5_000 }, (_, i): [number, number] => [END + i + 0.5, 1]);
  answer = () => [{ labels: {}, points: strays }];
  const { series } = await service.series('queue', 'week');
  for (const { points } of series) expect(points.every(([, value]) => value === null)).toBe(true);
});

it('passes on that the figures are away', async () => {
  answer = () => {
    throw new UnavailableError('away');
  };
  await expect(service.series('turns', 'day')).rejects.toThrow(UnavailableError);
  await expect(service.current()).rejects.toThrow(UnavailableError);
});

it('counts the last 24 hours, and names what is wrong', async () => {
  answer = (query, { end }) => {
    const curve = (value: number, labels = {}) => [{ labels, points: [[end, value]] } satisfies Curve];
    if (query.startsWith('prometheus_build_info')) return curve(1, { version: '3.5.0' });
    if (query.startsWith('ALERTS')) return curve(1, { alertname: 'AnswersFail', job: 'nlu' });
    return query.includes('router') ? curve(12.4) : query.includes('failures') ? [] : curve(3);
  };
  expect(await service.current()).toMatchObject({
    version: '3.5.0',
    lastDay: { commands: 12, answers: 3, failures: 0 },
    alerts: [{ name: 'AnswersFail', job: 'nlu' }],
  });
});
