import { calibrated, type Calibration } from './calibration';
import { Kernels } from './kernels';
import { LinearScorer } from './linear-scorer';
import { ModelArrays } from './model-arrays';
import type { ModelContents } from './model-file';
import type { ModelReader, ModelReading } from './model-reading';
import { cutAtBlanks, modelWord } from './model-words';
import { padded, type NetShape } from './net-layout';
import type { NetReader } from './net-reader';
import { SentenceVectors } from './sentence-vector';
import { likeliestTags, slotsOnPath } from './tag-path';
import { Tagger, taggerWeights } from './tagger';

/** Memory of the kernels in use, in 2^20 bytes: the nets' dense weights and the working space of the longest sentence. */
const MEMORY = 6;
/** Words beyond these are read as nothing in particular. */
const MOST_WORDS = 60;
const ALTERNATIVES = 3;
const LEAST = 1e-9;
const LEAST_PRIOR = 1e-6;

/** How the parts' opinions are weighed, found on MASSIVE's development part; see decision record 0002. */
export interface Mixture {
  /** What makes the probability of the likeliest intent come true. */
  readonly calibration: Calibration;
  /** Share of the tagger's logarithm against the net's. */
  readonly tagger: number;
  /** Taken from the logarithm of "no slot", for which the training speaks too loudly. */
  readonly noSlot: number;
}

/** Facts of a model beside its arrays. */
export interface ModelFacts {
  readonly intents: readonly string[];
  readonly tags: readonly string[];
  readonly shape: NetShape;
  readonly mixture: Mixture;
}

/** What the parts think, before they are mixed. */
export interface Opinions {
  /** The net's probabilities of the intents, the linear model's taken in. */
  readonly intents: Float32Array;
  /** Logarithms in rows of the tags. */
  readonly netTags: Float64Array;
  readonly taggerTags: (intent: number) => Float64Array;
}

/** How much of the linear model's logarithms the net is given to start from. */
export const PRIOR_SHARE = 0.5;

/** The linear model's probabilities as the net takes them. */
export function priorOf(posterior: ArrayLike<number>): Float32Array {
  return Float32Array.from(posterior, (share) => PRIOR_SHARE * Math.log(Math.max(share, LEAST_PRIOR)));
}

/** The statistical model of MASSIVE's intents and slots: a linear model, a recurrent net that starts from it, and a tagger. */
export class UnderstandingModel implements ModelReader {
  private readonly kernels = new Kernels(MEMORY);
  private readonly facts: ModelFacts;
  private readonly vectors: SentenceVectors;
  private readonly linear: LinearScorer;
  private readonly net: NetReader;
  private readonly tagger: Tagger;

  constructor({ facts, sections }: ModelContents) {
    const { kernels } = this;
    this.facts = facts as ModelFacts;
    const { shape } = this.facts;
    const arrays = new ModelArrays(sections);
    this.vectors = SentenceVectors.unpack(arrays.bytes('features'));
    this.linear = new LinearScorer(arrays.quantised('linear'), arrays.floats('linear.biases'));
    this.net = arrays.net('net', kernels, shape);
    this.tagger = new Tagger(kernels, shape.tags, taggerWeights(kernels, arrays, shape.tags));
  }

  read(text: string): ModelReading {
    const words = cutAtBlanks(text);
    return this.opine(words.map(modelWord), (opinions, length) => {
      const { intents, mixture, tags } = this.facts;
      const shares = opinions.intents;
      const order = [...shares.keys()].sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
      const best = order[0] ?? 0;
      const likeliest = shares[best] ?? 0;
      const confidence = calibrated(likeliest, mixture.calibration);
      // What the likeliest leaves, the others share as before.
      const rest = likeliest < 1 ? (1 - confidence) / (1 - likeliest) : 0;
      return {
        words,
        intent: intents[best] ?? '',
        confidence,
        alternatives: order.slice(1, 1 + ALTERNATIVES).map((index) => ({
          intent: intents[index] ?? '',
          confidence: (shares[index] ?? 0) * rest,
        })),
        slots:
          length === 0
            ? []
            : slotsOnPath(likeliestTags(mixTags(opinions, best, mixture, tags.length), tags), tags),
      };
    });
  }

  /** What the parts think of a sentence, given to `use`; valid only inside it. */
  opine<T>(words: readonly string[], use: (opinions: Opinions, length: number) => T): T {
    const seen = words.slice(0, MOST_WORDS);
    const mark = this.kernels.mark();
    try {
      const linear = this.linear.posterior(this.vectors.vectorOf(seen));
      if (seen.length === 0) {
        const nothing = new Float64Array();
        return use({ intents: Float32Array.from(linear), netTags: nothing, taggerTags: () => nothing }, 0);
      }
      const { intents, tags } = this.net.read(seen, priorOf(linear));
      const opinions = {
        intents,
        netTags: this.logarithms(tags, seen.length),
        taggerTags: (intent: number) => this.logarithms(this.tagger.marginals(seen, intent), seen.length),
      };
      return use(opinions, seen.length);
    } finally {
      this.kernels.release(mark);
    }
  }

  private logarithms(rows: Float32Array, count: number): Float64Array {
    const { tags } = this.facts.shape;
    const ld = padded(tags);
    const logs = new Float64Array(count * tags);
    for (let t = 0; t < count; t += 1) {
      for (let j = 0; j < tags; j += 1)
        logs[t * tags + j] = Math.log(Math.max(rows[t * ld + j] as number, LEAST));
    }
    return logs;
  }
}

/** One logarithm of each tag's probability from the net's and the tagger's, for the intent that was chosen. */
export function mixTags(
  { netTags, taggerTags }: Pick<Opinions, 'netTags' | 'taggerTags'>,
  intent: number,
  mixture: Omit<Mixture, 'calibration'>,
  tagCount: number,
): Float64Array {
  const others = taggerTags(intent);
  return netTags.map((log, at) => {
    const mixed = (1 - mixture.tagger) * log + mixture.tagger * (others[at] as number);
    return at % tagCount === 0 ? mixed - mixture.noSlot : mixed;
  });
}
