import { MARGIN_SCALE } from '../model/linear-scorer';
import type { SentenceVectors } from '../model/sentence-vector';
import type { LinearWeights } from './train-linear';

/** The linear model's probabilities of the classes. */
export function linearPosterior(
  model: LinearWeights,
  vectors: SentenceVectors,
  words: readonly string[],
): Float32Array {
  const { columns, values } = vectors.vectorOf(words);
  const scores = Float32Array.from(model.biases, (bias, label) => {
    let score = bias;
    for (let at = 0; at < columns.length; at += 1)
      score +=
        (model.weights[label * model.columns + (columns[at] as number)] as number) * (values[at] as number);
    return MARGIN_SCALE * score;
  });
  return softmax(scores);
}

function softmax(scores: Float32Array): Float32Array {
  const most = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
