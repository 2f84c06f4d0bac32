import { packNibbles, unpackNibbles } from './nibbles';
import { sentenceFeatures, type SentenceFeatures } from './sentence-features';

/** Features are told apart by so many bits of their hash; those that fall together are one. */
export const SLOT_BITS = 19;
/** The linear model's columns. */
export const BUCKET_BITS = 14;
const SLOTS = 1 << SLOT_BITS;
const BUCKETS = 1 << BUCKET_BITS;
/** Weights are kept in four bits, as whole numbers of this above the smallest. */
const WEIGHT_STEP = 0.65;
const MOST_STEPS = 15;
const LOGARITHMS = Float64Array.from({ length: 512 }, (_, count) => 1 + Math.log(Math.max(1, count)));

/** A sparse vector: columns in ascending order and their values. */
export interface SparseVector {
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** Turns sentences into the linear model's input. */
export class SentenceVectors {
  private readonly counts = new Uint16Array(SLOTS);
  private readonly sums = new Float64Array(BUCKETS);

  /** @param weights per slot the feature's inverse document frequency in steps; 0 where it was too rare to be kept */
  private constructor(private readonly weights: Uint8Array | Int8Array) {}

  /** Undoes `pack`. */
  static unpack(packed: Uint8Array): SentenceVectors {
    return new SentenceVectors(unpackNibbles(packed));
  }

  /** The weights, two a byte. */
  pack(): Uint8Array {
    return packNibbles(Uint8Array.from(this.weights));
  }

  /**
   * Learns the weights: ln((1 + N) / (1 + df)) + 1 for features of at least `least` sentences (smoothed inverse document
   * frequency, as scikit-learn defines it).
   */
  static learn(sentences: readonly (readonly string[])[], least: number): SentenceVectors {
    const frequency = new Uint32Array(SLOTS);
    for (const sentence of sentences) {
      const { words, characters } = sentenceFeatures(sentence);
      const seen = new Set([...words, ...characters].map((hash) => hash & (SLOTS - 1)));
      for (const slot of seen) frequency[slot] = (frequency[slot] ?? 0) + 1;
    }
    const weights = Uint8Array.from(frequency, (count) => {
      if (count < least) return 0;
      const idf = Math.log((1 + sentences.length) / (1 + count)) + 1;
      return Math.min(MOST_STEPS, Math.max(1, Math.round(idf / WEIGHT_STEP)));
    });
    return new SentenceVectors(weights);
  }

  /** Words and characters are each scaled to length 1, then added up in the buckets. */
  vectorOf(sentence: readonly string[]): SparseVector {
    const features: SentenceFeatures = sentenceFeatures(sentence);
    const touched: number[] = [];
    this.addBlock(features.words, touched);
    this.addBlock(features.characters, touched);
    const columns = Int32Array.from(touched).sort();
    const values = Float32Array.from(columns, (column) => this.sums[column] ?? 0);
    for (const column of touched) this.sums[column] = 0;
    return { columns, values };
  }

  private addBlock(hashes: readonly number[], touched: number[]): void {
    const { counts, sums, weights } = this;
    const slots: number[] = [];
    for (const hash of hashes) {
      const slot = hash & (SLOTS - 1);
      if (weights[slot] === 0) continue;
      const count = counts[slot] ?? 0;
      if (count === 0) slots.push(slot);
      counts[slot] = count + 1;
    }
    let square = 0;
    const values = slots.map((slot) => {
      const value = (LOGARITHMS[Math.min(counts[slot] ?? 1, 511)] ?? 1) * (weights[slot] ?? 0);
      counts[slot] = 0;
      square += value * value;
      return value;
    });
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    slots.forEach((slot, index) => {
      const bucket = slot & (BUCKETS - 1);
      // Every value is positive, so an empty sum is one not yet touched.
      if (sums[bucket] === 0) touched.push(bucket);
      sums[bucket] = (sums[bucket] ?? 0) + (values[index] ?? 0) * scale;
    });
  }
}
