import type { Series, SeriesName, SeriesRange, Status } from '@alice/contracts';
import type { Curve, Figures, Span } from './figures.port';
import { ALERTS_QUERY, LAST_DAY_QUERIES, SERIES_QUERIES, VERSION_QUERY, type Query } from './series-queries';

/** What the figures tell of now. */
export interface FiguresNow {
  /** Of what keeps them; null where it does not tell. */
  version: string | null;
  lastDay: NonNullable<Status['lastDay']>;
  /** The rules of the alerts that hold, and of which service. */
  alerts: { name: string; job: string }[];
}

/**
 * At most 360 points: 240, 288 and 336 steps. A window is never shorter than a step, so that nothing falls between two
 * points, nor than four scrapes, so that one that was missed leaves no hole.
 */
const RANGES: Record<SeriesRange, { seconds: number; stepSeconds: number; windowSeconds: number }> = {
  hour: { seconds: 3_600, stepSeconds: 15, windowSeconds: 300 },
  day: { seconds: 86_400, stepSeconds: 300, windowSeconds: 900 },
  week: { seconds: 604_800, stepSeconds: 1_800, windowSeconds: 3_600 },
};
const SCRAPE_SECONDS = 15;

/** Alice's figures, by questions that are written here and not by who asks. */
export class FiguresService {
  constructor(
    private readonly figures: Figures,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * How some figures went over the last hour, day or week.
   * @throws UnavailableError where the figures cannot be had
   */
  async series(name: SeriesName, range: SeriesRange): Promise<Series> {
    const { seconds, stepSeconds, windowSeconds } = RANGES[range];
    const end = this.lastScrape();
    const span = { start: end - seconds, end, stepSeconds };
    const over = { window: `${windowSeconds}s`, gap: `${Math.max(stepSeconds, 4 * SCRAPE_SECONDS)}s` };
    const series = await Promise.all(
      Object.entries<Query>(SERIES_QUERIES[name]).map(async ([key, query]) => {
        const [curve] = await this.figures.range(query(over), span);
        return { key, points: onEveryStep(curve, span) };
      }),
    );
    return { range, stepSeconds, windowSeconds, series };
  }

  /** @throws UnavailableError where the figures cannot be had */
  async current(): Promise<FiguresNow> {
    const end = this.lastScrape();
    const ask = (query: string) => this.figures.range(query, { start: end, end, stepSeconds: 1 });
    const ofLastDay = async (query: Query) => {
      const [curve] = await ask(query({ window: '1d', gap: '1d' }));
      return Math.round(curve?.points[0]?.[1] ?? 0);
    };
    const [versions, alerts, commands, answers, failures] = await Promise.all([
      ask(VERSION_QUERY),
      ask(ALERTS_QUERY),
      ofLastDay(LAST_DAY_QUERIES.commands),
      ofLastDay(LAST_DAY_QUERIES.answers),
      ofLastDay(LAST_DAY_QUERIES.failures),
    ]);
    return {
      version: versions[0]?.labels.version?.split('+')[0] ?? null,
      lastDay: { commands, answers, failures },
      alerts: alerts.map(({ labels }) => ({ name: labels.alertname ?? '', job: labels.job ?? '' })),
    };
  }

  private lastScrape(): number {
    return Math.floor(this.now() / 1_000 / SCRAPE_SECONDS) * SCRAPE_SECONDS;
  }
}

/** One point for each step and no other, whatever the answer holds, so that all series share their times. */
function onEveryStep(curve: Curve | undefined, { start, end, stepSeconds }: Span): Curve['points'] {
  const values = new Map(curve?.points);
  return Array.from({ length: Math.floor((end - start) / stepSeconds) + 1 }, (_, step) => {
    const time = start + step * stepSeconds;
    return [time, values.get(time) ?? null];
  });
}
