/** One answer: how sure it was, 0 to 1, and whether it was right. */
export interface Prediction {
  readonly confidence: number;
  readonly correct: boolean;
}

/** The answers whose confidence is above `from` and at most `to`. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Their mean confidence; 0 in an empty bin. */
  readonly confidence: number;
  /** The share of them that was right; 0 in an empty bin. */
  readonly accuracy: number;
}

/** As many as in Guo et al. 2017. */
const USUAL_BINS = 15;

/** The answers in bins of equal width; a confidence of 0 belongs to the first. */
export function reliabilityBins(predictions: readonly Prediction[], bins = USUAL_BINS): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, correct: 0 }));
  for (const { confidence, correct } of predictions) {
    const bin = sums[Math.max(0, Math.min(bins, Math.ceil(confidence * bins)) - 1)];
    if (!bin) throw new RangeError(`${String(confidence)} is no confidence`);
    bin.count += 1;
    bin.confidence += confidence;
    bin.correct += Number(correct);
  }
  return sums.map(({ count, confidence, correct }, index) => ({
    from: index / bins,
    to: (index + 1) / bins,
    count,
    confidence: count === 0 ? 0 : confidence / count,
    accuracy: count === 0 ? 0 : correct / count,
  }));
}

/**
 * Expected calibration error, 0 to 1: how far mean confidence and share of right answers lie apart in a bin, averaged over the
 * bins by their counts. 15 bins of equal width, the confidence of the best answer against whether it is right, as in Guo, Pleiss,
 * Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, equation 3. Without answers it is 0.
 */
export function expectedCalibrationError(predictions: readonly Prediction[], bins = USUAL_BINS): number {
  let sum = 0;
  for (const { count, confidence, accuracy } of reliabilityBins(predictions, bins))
    sum += count * Math.abs(accuracy - confidence);
  return predictions.length === 0 ? 0 : sum / predictions.length;
}
