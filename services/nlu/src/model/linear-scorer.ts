import type { Quantised } from './quantise';
import { BUCKET_BITS, type SparseVector } from './sentence-vector';

/** How steeply margins become probabilities (tuned on MASSIVE's development part). */
export const MARGIN_SCALE = 4;

/** The linear model in eight bits: one row of weights a class. */
export class LinearScorer {
  constructor(
    private readonly weights: Quantised,
    private readonly biases: Float32Array,
  ) {}

  /** The classes' probabilities. */
  posterior({ columns, values }: SparseVector): Float64Array {
    const { steps, scales } = this.weights;
    const scores = new Float64Array(this.biases.length);
    for (let label = 0; label < scores.length; label += 1) {
      const row = label << BUCKET_BITS;
      let score = 0;
      for (let at = 0; at < columns.length; at += 1)
        score += (steps[row + (columns[at] as number)] as number) * (values[at] as number);
      scores[label] = MARGIN_SCALE * (score * (scales[label] as number) + (this.biases[label] as number));
    }
    return softmax(scores);
  }
}

/** Probabilities in proportion to e^score, in place. */
export function softmax(scores: Float64Array): Float64Array {
  let most = -Infinity;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const power = Math.exp((scores[at] as number) - most);
    scores[at] = power;
    sum += power;
  }
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] as number) / sum;
  return scores;
}
