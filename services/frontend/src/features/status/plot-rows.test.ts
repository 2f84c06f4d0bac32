import { drawnOf, isEmpty, latestOf, lonelyPoints, plotRows } from './plot-rows';

const drawn = {
  times: [0, 15, 30, 45, 60],
  values: [
    [null, 2, 5, null, 1],
    [null, null, null, null, null],
  ],
};

it('shares the times of all series, in the order of the keys', () => {
  const series = [
    {
      key: 'a',
      points: [
        [0, 1],
        [15, null],
      ] as [number, number | null][],
    },
    {
      key: 'b',
      points: [
        [0, null],
        [15, 4],
      ] as [number, number | null][],
    },
  ];
  const over = { range: 'hour', stepSeconds: 15, windowSeconds: 300 } as const;
  expect(drawnOf({ ...over, series }, ['b', 'a', 'c'])).toEqual({
    times: [0, 15],
    values: [
      [null, 4],
      [1, null],
      [null, null],
    ],
  });
  expect(drawnOf({ ...over, series: [] }, ['a'])).toEqual({ times: [], values: [[]] });
});

it('is empty where no series has a value, and not where one is 0', () => {
  expect(isEmpty(drawn)).toBe(false);
  expect(isEmpty({ times: [0], values: [[null], [null]] })).toBe(true);
  expect(isEmpty({ times: [0], values: [[0]] })).toBe(false);
});

it('knows the newest value of each', () => {
  expect(latestOf(drawn)).toEqual([1, null]);
  expect(latestOf({ times: [0, 15], values: [[7, null]] })).toEqual([7]);
});

it('puts the plot into rows, the newest first, none left out', () => {
  expect(plotRows(drawn, 3)).toEqual([
    { until: 60, highest: [1, null] },
    { until: 30, highest: [5, null] },
    { until: 0, highest: [null, null] },
  ]);
  expect(plotRows(drawn, 12)).toHaveLength(5);
  expect(plotRows({ times: [], values: [[]] }, 12)).toEqual([]);
});

it('finds the values that no line leads to', () => {
  expect(lonelyPoints([null, 1, null, 2, 3, null, 4])).toEqual([1, 6]);
  expect(lonelyPoints([5])).toEqual([0]);
  expect(lonelyPoints([])).toEqual([]);
});
