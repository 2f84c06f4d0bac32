import type { Block, Kernels } from './kernels';
import { NetForward } from './net-forward';
import { padded, type NetShape, type NetWeights } from './net-layout';
import { wordPieces } from './word-pieces';

/** What the net thinks of a sentence; `tags` in rows of `padded(shape.tags)`, valid until the kernels' memory is released. */
export interface NetOpinion {
  readonly intents: Float32Array;
  readonly tags: Float32Array;
}

/** Reads sentences with a trained net whose table of word pieces is kept in eight bits. */
export class NetReader {
  private readonly forward: NetForward;

  constructor(
    private readonly kernels: Kernels,
    private readonly shape: NetShape,
    weights: NetWeights,
    private readonly table: Int8Array,
    private readonly tableScale: number,
  ) {
    this.forward = new NetForward(kernels, shape, weights);
  }

  /** @param prior logarithms that are added to the intents' logits, as in training */
  read(words: readonly string[], prior?: ArrayLike<number>): NetOpinion {
    const { forward, kernels, shape } = this;
    const batch = { steps: words.length, sentences: 1 };
    const inputs = kernels.floats(words.length * shape.width);
    words.forEach((word, index) => {
      this.addPieces(word, inputs, index * shape.width);
    });
    const { states } = forward.runStates(inputs, batch);
    const { pooled } = forward.pool(states, inputs, batch);
    const priors = kernels.floats(padded(shape.intents));
    if (prior) priors.view.set(prior);
    const intents = forward.intentOut(forward.intentHidden(pooled, 1), 1, priors);
    const tags = forward.slotOut(forward.slotHidden(states, inputs, intents, batch), batch);
    return {
      intents: intents.view.subarray(0, shape.intents),
      tags: tags.view.subarray(0, words.length * padded(shape.tags)),
    };
  }

  /** A word's vector: the mean of its pieces'. */
  private addPieces(word: string, { view }: Block, to: number): void {
    const { table } = this;
    const { rows, width } = this.shape;
    const pieces = wordPieces(word, rows);
    for (const piece of pieces) {
      const from = piece * width;
      for (let j = 0; j < width; j += 1)
        view[to + j] = (view[to + j] as number) + (table[from + j] as number);
    }
    const scale = this.tableScale / pieces.length;
    for (let j = 0; j < width; j += 1) view[to + j] = (view[to + j] as number) * scale;
  }
}
