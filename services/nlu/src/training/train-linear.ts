import { BUCKET_BITS, type SparseVector } from '../model/sentence-vector';
import { Random } from './random';

/** Weights of a linear model, one row a class; the last column of a row is its bias. */
export interface LinearWeights {
  readonly classes: number;
  readonly columns: number;
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

export interface LinearOptions {
  /** Cost of an error against the size of the weights. */
  readonly cost: number;
  readonly epochs: number;
  readonly seed: number;
}

/**
 * Trains one support vector machine a class against all others, with squared hinge loss, by dual coordinate descent (Hsieh et al.
 * 2008, algorithm 1). `importance` scales the cost of each row.
 */
export function trainLinear(
  rows: readonly SparseVector[],
  labels: readonly number[],
  classes: number,
  importance: readonly number[],
  { cost, epochs, seed }: LinearOptions,
): LinearWeights {
  const columns = 1 << BUCKET_BITS;
  const weights = new Float32Array(classes * columns);
  const biases = new Float32Array(classes);
  const data = pack(rows);
  for (let label = 0; label < classes; label += 1) {
    const signs = Int8Array.from(labels, (other) => (other === label ? 1 : -1));
    const { w, bias } = trainOne(data, signs, importance, cost, epochs, new Random(seed + label));
    weights.set(w, label * columns);
    biases[label] = bias;
  }
  return { classes, columns, weights, biases };
}

interface Packed {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
  readonly squares: Float64Array;
}

function pack(rows: readonly SparseVector[]): Packed {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, index) => (starts[index + 1] = (starts[index] ?? 0) + row.columns.length));
  const total = starts[rows.length] ?? 0;
  const columns = new Int32Array(total);
  const values = new Float32Array(total);
  const squares = new Float64Array(rows.length);
  rows.forEach((row, index) => {
    columns.set(row.columns, starts[index]);
    values.set(row.values, starts[index]);
    // The bias is a column that is always 1.
    squares[index] = row.values.reduce((sum, value) => sum + value * value, 1);
  });
  return { starts, columns, values, squares };
}

function trainOne(
  { starts, columns, values, squares }: Packed,
  signs: Int8Array,
  importance: readonly number[],
  cost: number,
  epochs: number,
  random: Random,
): { w: Float64Array; bias: number } {
  const count = signs.length;
  const w = new Float64Array(1 << BUCKET_BITS);
  const alpha = new Float64Array(count);
  let bias = 0;
  let active = Int32Array.from({ length: count }, (_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(active, random);
    const kept: number[] = [];
    for (const row of active) {
      const sign = signs[row] as number;
      const from = starts[row] as number;
      const to = starts[row + 1] as number;
      let score = bias;
      for (let at = from; at < to; at += 1)
        score += (w[columns[at] as number] as number) * (values[at] as number);
      const diagonal = 1 / (2 * cost * (importance[row] as number));
      const before = alpha[row] as number;
      const slope = sign * score - 1 + diagonal * before;
      // A row far on its right side is left alone for a while; the last epochs look at all again.
      if (before > 0 || slope < 0.3) kept.push(row);
      if (before === 0 && slope >= 0) continue;
      const after = Math.max(0, before - slope / ((squares[row] as number) + diagonal));
      if (after === before) continue;
      alpha[row] = after;
      const step = (after - before) * sign;
      bias += step;
      for (let at = from; at < to; at += 1) {
        const column = columns[at] as number;
        w[column] = (w[column] as number) + step * (values[at] as number);
      }
    }
    const all = epoch === epochs - 4;
    active = all ? Int32Array.from({ length: count }, (_, index) => index) : Int32Array.from(kept);
  }
  return { w, bias };
}

function shuffle(items: Int32Array, random: Random): void {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = random.below(index + 1);
    const kept = items[index] as number;
    items[index] = items[other] as number;
    items[other] = kept;
  }
}
