import type { ModelPull } from '@alice/contracts';
import { addSample, percentOf, rateOf, secondsLeft, stageOf, timeLeft, type Sample } from './pull-progress';

const pull = (over: Partial<ModelPull>): ModelPull => ({
  name: 'a:1b',
  status: 'running',
  completedBytes: 0,
  totalBytes: 1000,
  step: 'pulling ab',
  ...over,
});
const samplesOf = (...pairs: [at: number, bytes: number][]) =>
  pairs.reduce<Sample[]>((samples, [at, bytes]) => addSample(samples, { at, bytes }), []);

describe('the rate', () => {
  it('is that of the last ten seconds', () => {
    const samples = samplesOf([0, 0], [10_000, 1_000_000], [20_000, 5_000_000]);
    expect(rateOf(samples)).toBe(400_000);
  });

  it.each([
    ['at first', samplesOf([0, 0], [1_000, 500])],
    ['where nothing comes', samplesOf([0, 500], [9_000, 500])],
    ['without a sample', []],
  ])('is not told %s', (_when, samples) => {
    expect(rateOf(samples)).toBeNull();
  });

  it('begins anew where a download does', () => {
    expect(samplesOf([0, 0], [5_000, 900], [6_000, 100])).toEqual([{ at: 6_000, bytes: 100 }]);
  });
});

describe('the time left', () => {
  it('is what is missing at the rate that there is', () => {
    expect(secondsLeft(pull({ completedBytes: 400 }), 20)).toBe(30);
    expect(secondsLeft(pull({ completedBytes: 1200 }), 20)).toBe(0);
    expect(secondsLeft(pull({}), null)).toBeNull();
    expect(secondsLeft(pull({ totalBytes: null }), 20)).toBeNull();
  });

  it.each([
    [10, { key: 'seconds' }],
    [55, { key: 'minutes', minutes: 1 }],
    [600, { key: 'minutes', minutes: 10 }],
    [3_590, { key: 'hours', hours: 1, minutes: 0 }],
    [9_200, { key: 'hours', hours: 2, minutes: 30 }],
  ])('of %i seconds is told as %j', (seconds, words) => {
    expect(timeLeft(seconds)).toEqual(words);
  });
});

describe('the percentage', () => {
  it('is whole, never more than 100, and unknown before the size is', () => {
    expect(percentOf(pull({ completedBytes: 999 }))).toBe(99);
    expect(percentOf(pull({ completedBytes: 2000 }))).toBe(100);
    expect(percentOf(pull({ completedBytes: null, totalBytes: null }))).toBeNull();
    expect(percentOf(pull({ totalBytes: 0 }))).toBeNull();
  });
});

it('knows asking, fetching and checking from one another', () => {
  expect(stageOf(pull({ totalBytes: null, completedBytes: null, step: 'pulling manifest' }))).toBe('asking');
  expect(stageOf(pull({ completedBytes: 500 }))).toBe('fetching');
  expect(stageOf(pull({ completedBytes: 1000 }))).toBe('checking');
  expect(stageOf(pull({ completedBytes: 1000, step: 'verifying sha256 digest' }))).toBe('checking');
});
