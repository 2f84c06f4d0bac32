import type { Block, Kernels } from './kernels';
import { NetForward, type NetOpinion } from './net-forward';
import type { NetShape, NetWeights } from './net-layout';
import { wordPieces } from './word-pieces';

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
    const { width } = this.shape;
    const inputs = this.kernels.floats(words.length * width);
    words.forEach((word, index) => {
      this.addPieces(word, inputs, index * width);
    });
    return this.forward.opine(inputs, words.length, prior);
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
