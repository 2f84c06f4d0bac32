import { timeEach } from './time-each';

it('answers one result and one time for each input, in their order', () => {
  const { results, milliseconds } = timeEach([1, 2, 3], (value) => value * 2, 0);
  expect(results).toEqual([2, 4, 6]);
  expect(milliseconds).toHaveLength(3);
  expect(milliseconds.every((time) => time >= 0)).toBe(true);
});

it('calls as often as asked before the clock runs, over few inputs again and again', () => {
  const run = jest.fn();
  timeEach(['a', 'b'], run, 5);
  expect(run).toHaveBeenCalledTimes(5 + 2);
});

it('has nothing to do without inputs', () => {
  expect(timeEach([], (value) => value)).toEqual({ results: [], milliseconds: [] });
});
