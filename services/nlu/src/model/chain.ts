import type { Block, Kernels } from './kernels';
import type { Batch } from './net-forward';

/** Probabilities in a chain of tags (a linear-chain conditional random field, Lafferty et al. 2001), scaled at every step. */
export interface ChainTrace {
  /** e^emission, scaled to 1 for the likeliest tag of each word. */
  readonly emissions: Block;
  /** Forward and backward shares; each row adds up to 1. */
  readonly forth: Block;
  readonly back: Block;
  readonly marginals: Block;
  /** ln of the sum over all taggings, for each sentence. */
  readonly logSums: Float64Array;
}

/**
 * Computes each word's tag probabilities from emissions (logits, in rows of `ld` of which `tags` count) and transitions.
 * @param follows e^transition from row to column, and `followsBack` the same transposed; `starts` e^score of a first tag
 */
export function runChain(
  kernels: Kernels,
  emissions: Block,
  transitions: { readonly follows: Block; readonly followsBack: Block; readonly starts: Block },
  { steps, sentences }: Batch,
  tags: number,
  ld: number,
): ChainTrace {
  const { run } = kernels;
  const count = steps * sentences;
  const e = emissions.view;
  const logSums = new Float64Array(sentences);
  for (let row = 0; row < count; row += 1) {
    const at = row * ld;
    let most = -Infinity;
    for (let j = 0; j < tags; j += 1) most = Math.max(most, e[at + j] as number);
    for (let j = 0; j < ld; j += 1) e[at + j] = j < tags ? (e[at + j] as number) - most : -87;
    const sentence = row % sentences;
    logSums[sentence] = (logSums[sentence] as number) + most;
  }
  run.exponentials(emissions.at, count * ld);
  const forth = kernels.floats(count * ld);
  const back = kernels.floats(count * ld);
  const marginals = kernels.floats(count * ld);
  const rows = sentences * ld;
  const f = forth.view;
  for (let b = 0; b < sentences; b += 1) {
    for (let j = 0; j < ld; j += 1) f[b * ld + j] = j < tags ? (transitions.starts.view[j] as number) : 0;
  }
  for (let t = 0; t < steps; t += 1) {
    const at = forth.at + 4 * t * rows;
    if (t > 0)
      run.multiply(at, ld, at - 4 * rows, ld, 1, transitions.follows.at, ld, sentences, ld, ld, false);
    run.scaleBy(at, emissions.at + 4 * t * rows, rows);
    for (let b = 0; b < sentences; b += 1) {
      logSums[b] = (logSums[b] as number) + Math.log(scaleToOne(f, t * rows + b * ld, tags));
    }
  }
  const next = kernels.floats(rows);
  for (let t = steps - 1; t >= 0; t -= 1) {
    const at = back.at + 4 * t * rows;
    if (t === steps - 1) back.view.fill(1 / tags, t * rows, (t + 1) * rows);
    else {
      next.view.set(back.view.subarray((t + 1) * rows, (t + 2) * rows));
      run.scaleBy(next.at, emissions.at + 4 * (t + 1) * rows, rows);
      run.multiply(at, ld, next.at, ld, 1, transitions.followsBack.at, ld, sentences, ld, ld, false);
      for (let b = 0; b < sentences; b += 1) scaleToOne(back.view, t * rows + b * ld, tags);
    }
  }
  const m = marginals.view;
  for (let row = 0; row < count; row += 1) {
    const at = row * ld;
    for (let j = 0; j < tags; j += 1) m[at + j] = (f[at + j] as number) * (back.view[at + j] as number);
    scaleToOne(m, at, tags);
  }
  return { emissions, forth, back, marginals, logSums };
}

/** Divides a row by its sum, and answers the sum. */
function scaleToOne(values: Float32Array, at: number, count: number): number {
  let sum = 0;
  for (let j = 0; j < count; j += 1) sum += values[at + j] as number;
  const scale = sum > 0 ? 1 / sum : 0;
  for (let j = 0; j < count; j += 1) values[at + j] = (values[at + j] as number) * scale;
  return Math.max(sum, 1e-300);
}
