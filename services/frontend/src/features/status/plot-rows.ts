import type { Series } from '@alice/contracts';

/** What a plot draws: times in Unix seconds, and for each series a value or null for each of them. */
export interface Drawn {
  times: number[];
  values: (number | null)[][];
}

/** What is drawn of the series with these keys; one that is not there has no values. */
export function drawnOf({ series }: Series, keys: readonly string[]): Drawn {
  const times = series[0]?.points.map(([time]) => time) ?? [];
  const values = keys.map((key) => {
    const found = series.find((each) => each.key === key);
    return times.map((_, index) => found?.points[index]?.[1] ?? null);
  });
  return { times, values };
}

export const isEmpty = ({ values }: Drawn): boolean => values.flat().every((value) => value === null);

/** For each series its newest value; null where it never had one. */
export const latestOf = ({ values }: Drawn): (number | null)[] =>
  values.map((line) => line.findLast((value) => value !== null) ?? null);

export interface PlotRow {
  /** The end of the span of time, in Unix seconds. */
  until: number;
  highest: (number | null)[];
}

/** The plot in some rows, the newest first: the highest value of each series in each of as many spans of time. */
export function plotRows({ times, values }: Drawn, rows: number): PlotRow[] {
  const size = Math.max(1, Math.ceil(times.length / rows));
  const found: PlotRow[] = [];
  for (let end = times.length; end > 0; end -= size) {
    const start = Math.max(0, end - size);
    found.push({
      until: times[end - 1] ?? 0,
      highest: values.map((line) =>
        line
          .slice(start, end)
          .reduce((high, value) => (value !== null && value > (high ?? -Infinity) ? value : high), null),
      ),
    });
  }
  return found;
}

const isThere = (value: number | null | undefined) => value !== null && value !== undefined;

/** Where a value stands alone between holes: no line leads to it, so that it needs a point. */
export function lonelyPoints(line: ArrayLike<number | null | undefined>): number[] {
  const found: number[] = [];
  for (let i = 0; i < line.length; i++) {
    if (isThere(line[i]) && !isThere(line[i - 1]) && !isThere(line[i + 1])) found.push(i);
  }
  return found;
}
