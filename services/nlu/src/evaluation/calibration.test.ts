import fc from 'fast-check';
import { expectedCalibrationError, reliabilityBins, type Prediction } from './calibration';

const answers = (confidence: number, right: number, wrong: number): Prediction[] => [
  ...Array.from({ length: right }, () => ({ confidence, correct: true })),
  ...Array.from({ length: wrong }, () => ({ confidence, correct: false })),
];

describe('the expected calibration error', () => {
  it('is 0 where as many are right as the confidence says', () => {
    expect(expectedCalibrationError([...answers(0.75, 3, 1), ...answers(0.5, 2, 2)])).toBeCloseTo(0, 12);
  });

  it('is 1 where the surest are all wrong', () => {
    expect(expectedCalibrationError(answers(1, 0, 7))).toBe(1);
  });

  it('weighs each bin by its count', () => {
    expect(expectedCalibrationError([...answers(0.9, 30, 0), ...answers(0.3, 0, 10)])).toBeCloseTo(
      0.75 * 0.1 + 0.25 * 0.3,
      12,
    );
  });

  it('lets errors in opposite directions cancel within a bin only', () => {
    const within = [...answers(0.5, 1, 0), ...answers(0.51, 0, 1)];
    expect(expectedCalibrationError(within)).toBeCloseTo(0.005, 12);
    const apart = [...answers(0.4, 1, 0), ...answers(0.6, 0, 1)];
    expect(expectedCalibrationError(apart)).toBeCloseTo(0.6, 12);
  });

  it('is 0 without answers, and always within 0 and 1', () => {
    expect(expectedCalibrationError([])).toBe(0);
    const prediction = fc.record({
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      correct: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(prediction), (predictions) => {
        const error = expectedCalibrationError(predictions);
        return error >= 0 && error <= 1 + Number.EPSILON;
      }),
    );
  });
});

describe('the reliability bins', () => {
  it('take their upper bound and leave out their lower', () => {
    const counts = (confidence: number) =>
      reliabilityBins([{ confidence, correct: true }], 4).map(({ count }) => count);
    expect(counts(0)).toEqual([1, 0, 0, 0]);
    expect(counts(0.25)).toEqual([1, 0, 0, 0]);
    expect(counts(0.26)).toEqual([0, 1, 0, 0]);
    expect(counts(1)).toEqual([0, 0, 0, 1]);
  });

  it('are 15 of equal width', () => {
    const bins = reliabilityBins([]);
    expect(bins).toHaveLength(15);
    expect(bins.every(({ from, to }) => Math.abs(to - from - 1 / 15) < 1e-12)).toBe(true);
  });

  it('refuse what is no number', () => {
    expect(() => reliabilityBins([{ confidence: Number.NaN, correct: true }])).toThrow(RangeError);
  });
});
