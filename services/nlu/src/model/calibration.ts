/** A logistic calibration (Platt 1999): the probability's log odds times `slope`, plus `offset`. */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

/** A statement that was believed with these log odds, and whether it came true. */
export interface Trial {
  readonly odds: number;
  readonly right: boolean;
}

/** Leaves a probability as it is. */
export const UNCALIBRATED: Calibration = { slope: 1, offset: 0 };

const MOST = 1 - 1e-6;
const ROUNDS = 50;
/** Holds the parameters near "as it is" where there are few trials. */
const RIDGE = 0.01;

/** Log odds of a probability, kept finite. */
export function logOdds(probability: number): number {
  const kept = Math.min(MOST, Math.max(1 - MOST, probability));
  return Math.log(kept / (1 - kept));
}

/** A probability put right by a calibration. */
export function calibrated(probability: number, { slope, offset }: Calibration): number {
  return 1 / (1 + Math.exp(-(slope * logOdds(probability) + offset)));
}

/** The calibration by which the trials are likeliest: logistic regression on one variable, by Newton's method. */
export function fitCalibration(trials: readonly Trial[]): Calibration {
  let { slope, offset } = UNCALIBRATED;
  for (let round = 0; round < ROUNDS; round += 1) {
    let [slopeSlope, offsetSlope] = [RIDGE * (slope - 1), RIDGE * offset];
    let [a, b, c] = [RIDGE, 0, RIDGE];
    for (const { odds, right } of trials) {
      const share = 1 / (1 + Math.exp(-(slope * odds + offset)));
      const error = share - (right ? 1 : 0);
      slopeSlope += error * odds;
      offsetSlope += error;
      const weight = share * (1 - share);
      a += weight * odds * odds;
      b += weight * odds;
      c += weight;
    }
    const determinant = a * c - b * b;
    if (determinant <= 0) break;
    slope -= (c * slopeSlope - b * offsetSlope) / determinant;
    offset -= (a * offsetSlope - b * slopeSlope) / determinant;
  }
  return { slope, offset };
}
