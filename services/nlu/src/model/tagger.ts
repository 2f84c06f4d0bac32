import { runChain } from './chain';
import { FeatureFilter } from './feature-filter';
import type { Block, Kernels } from './kernels';
import { blockOf, type ModelArrays } from './model-arrays';
import { padded } from './net-layout';
import { restore } from './quantise';
import { slotFeatures } from './slot-features';

/** Rows of the table of features, and dimensions between features and tags. */
export const TAGGER_ROWS = 1 << 15;
export const TAGGER_RANK = 32;

/** The tagger's weights, ready for use. */
export interface TaggerWeights {
  readonly filter: FeatureFilter;
  readonly table: Int8Array;
  readonly tableScale: number;
  readonly out: Block;
  readonly bias: Block;
  readonly follows: Block;
  readonly followsBack: Block;
  readonly starts: Block;
}

/** Gives every word of a sentence the probabilities of its tags, by a conditional random field of low rank. */
export class Tagger {
  constructor(
    private readonly kernels: Kernels,
    private readonly tags: number,
    private readonly weights: TaggerWeights,
  ) {}

  /** In rows of `padded(tags)`, valid until the kernels' memory is released. */
  marginals(words: readonly string[], intent: number): Float32Array {
    const { kernels, weights } = this;
    const { run } = kernels;
    const ld = padded(this.tags);
    const steps = words.length;
    const low = kernels.floats(steps * TAGGER_RANK);
    slotFeatures(words, intent).forEach((hashes, step) => {
      this.addFeatures(hashes, low.view, step * TAGGER_RANK);
    });
    const emissions = kernels.floats(steps * ld);
    run.multiply(emissions.at, ld, low.at, TAGGER_RANK, 1, weights.out.at, ld, steps, ld, TAGGER_RANK, false);
    run.addRow(emissions.at, ld, weights.bias.at, steps, ld);
    return runChain(kernels, emissions, weights, { steps, sentences: 1 }, this.tags, ld).marginals.view;
  }

  private addFeatures(hashes: readonly number[], into: Float32Array, to: number): void {
    const { filter, table, tableScale } = this.weights;
    for (const hash of hashes) {
      if (!filter.has(hash)) continue;
      const from = (hash & (TAGGER_ROWS - 1)) * TAGGER_RANK;
      for (let j = 0; j < TAGGER_RANK; j += 1)
        into[to + j] = (into[to + j] as number) + (table[from + j] as number);
    }
    for (let j = 0; j < TAGGER_RANK; j += 1) into[to + j] = (into[to + j] as number) * tableScale;
  }
}

/** Takes the tagger's weights from a model file, transitions as powers of e. */
export function taggerWeights(kernels: Kernels, arrays: ModelArrays, tags: number): TaggerWeights {
  const ld = padded(tags);
  const features = arrays.quantised('tagger.table');
  const powers = restore(arrays.quantised('tagger.transitions')).map((score, at) => {
    // Rows and columns that only fill up lead nowhere.
    const used = at % ld < tags && Math.floor(at / ld) < tags;
    return used ? Math.exp(score) : 0;
  });
  const follows = blockOf(kernels, powers);
  const followsBack = kernels.floats(ld * ld);
  kernels.run.transpose(followsBack.at, follows.at, ld, ld);
  return {
    filter: new FeatureFilter(arrays.bytes('tagger.filter')),
    table: features.steps,
    tableScale: features.scales[0] ?? 0,
    out: blockOf(kernels, restore(arrays.quantised('tagger.out'))),
    bias: blockOf(kernels, arrays.floats('tagger.bias')),
    follows,
    followsBack,
    starts: blockOf(kernels, arrays.floats('tagger.starts').map(Math.exp)),
  };
}
