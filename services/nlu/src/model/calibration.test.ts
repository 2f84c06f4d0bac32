import { calibrated, fitCalibration, logOdds, UNCALIBRATED } from './calibration';

it('keeps a probability as it is, or moves it without leaving 0 to 1', () => {
  expect(calibrated(0.3, UNCALIBRATED)).toBeCloseTo(0.3, 6);
  expect(calibrated(0.9, { slope: 1, offset: -1 })).toBeLessThan(0.9);
  for (const share of [0, 1, 0.3]) {
    expect(calibrated(share, { slope: 3, offset: 5 })).toBeGreaterThanOrEqual(0);
    expect(calibrated(share, { slope: 3, offset: 5 })).toBeLessThanOrEqual(1);
  }
});

it('finds how often what is believed comes true', () => {
  const trials = [0.6, 0.9].flatMap((share) =>
    Array.from({ length: 1000 }, (_, at) => ({
      odds: logOdds(share),
      right: at < (share === 0.6 ? 400 : 800),
    })),
  );
  const calibration = fitCalibration(trials);
  expect(calibrated(0.6, calibration)).toBeCloseTo(0.4, 2);
  expect(calibrated(0.9, calibration)).toBeCloseTo(0.8, 2);
});

it('believes as before where nothing was tried', () => {
  expect(fitCalibration([])).toEqual(UNCALIBRATED);
});
