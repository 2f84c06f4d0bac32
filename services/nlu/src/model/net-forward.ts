import type { Block, Kernels } from './kernels';
import { HEADS, HEAD_COLUMNS, padded, pooledSize, type NetShape, type NetWeights } from './net-layout';

/** Sentences of equal length that are computed at once; rows of words stand time by time, all sentences of a time together. */
export interface Batch {
  readonly steps: number;
  readonly sentences: number;
}

/** What the recurrent layer computed; the way back needs all of it. */
export interface States {
  /** Word vectors. */
  readonly inputs: Block;
  readonly gates: readonly [Block, Block];
  readonly recurrent: readonly [Block, Block];
  readonly states: Block;
}

/** What sums up each sentence, and how it came about. */
export interface Pooled {
  readonly attention: Block;
  /** The word at which each state is largest. */
  readonly largest: Int32Array;
  readonly pooled: Block;
}

/** What a net thinks of one sentence; `tags` in rows of `padded(shape.tags)`, valid until the kernels' memory is released. */
export interface NetOpinion {
  readonly intents: Float32Array;
  readonly tags: Float32Array;
}

/** The way of sentences through a net: a bidirectional GRU, two heads of attention for the intent, a tag for every word. */
export class NetForward {
  constructor(
    readonly kernels: Kernels,
    readonly shape: NetShape,
    readonly weights: NetWeights,
  ) {}

  /** Where a weight stands in the kernels' memory. */
  at(name: string): number {
    const block = this.weights.get(name);
    if (!block) throw new RangeError(`the net has no weight "${name}"`);
    return block.at;
  }

  /**
   * The whole way of one sentence of `words` word vectors.
   * @param prior logarithms that are added to the intents' logits, as in training
   */
  opine(inputs: Block, words: number, prior?: ArrayLike<number>): NetOpinion {
    const batch = { steps: words, sentences: 1 };
    const { states } = this.runStates(inputs, batch);
    const { pooled } = this.pool(states, inputs, batch);
    const priors = this.kernels.floats(padded(this.shape.intents));
    if (prior) priors.view.set(prior);
    const intents = this.intentOut(this.intentHidden(pooled, 1), 1, priors);
    const tags = this.slotOut(this.slotHidden(states, inputs, intents, batch), batch);
    return {
      intents: intents.view.subarray(0, this.shape.intents),
      tags: tags.view.subarray(0, words * padded(this.shape.tags)),
    };
  }

  runStates(inputs: Block, batch: Batch): States {
    const { kernels, shape } = this;
    const count = batch.steps * batch.sentences;
    const states = kernels.floats(count * 2 * shape.hidden);
    const gates = [
      kernels.floats(count * 3 * shape.hidden),
      kernels.floats(count * 3 * shape.hidden),
    ] as const;
    const recurrent = [
      kernels.floats(count * 3 * shape.hidden),
      kernels.floats(count * 3 * shape.hidden),
    ] as const;
    const result = { inputs, gates, recurrent, states };
    this.runWay(0, result, batch);
    this.runWay(1, result, batch);
    return result;
  }

  private runWay(
    way: 0 | 1,
    { inputs, gates, recurrent, states }: States,
    { steps, sentences }: Batch,
  ): void {
    const { run } = this.kernels;
    const { width, hidden } = this.shape;
    const name = way === 0 ? 'forth' : 'back';
    const three = 3 * hidden;
    const ld = 2 * hidden;
    const count = steps * sentences;
    const nothing = this.kernels.floats(sentences * ld);
    const g = gates[way].at;
    run.multiply(g, three, inputs.at, width, 1, this.at(`${name}.input`), three, count, three, width, false);
    run.addRow(g, three, this.at(`${name}.inputBias`), count, three);
    const stateOf = (step: number): number => states.at + 4 * (step * sentences * ld + way * hidden);
    for (let turn = 0; turn < steps; turn += 1) {
      const step = way === 0 ? turn : steps - 1 - turn;
      const before = turn === 0 ? nothing.at : stateOf(way === 0 ? step - 1 : step + 1);
      const rows = 4 * step * sentences * three;
      const u = recurrent[way].at + rows;
      run.multiply(u, three, before, ld, 1, this.at(`${name}.state`), three, sentences, three, hidden, false);
      run.addRow(u, three, this.at(`${name}.stateBias`), sentences, three);
      run.gruStep(stateOf(step), before, ld, g + rows, u, sentences, hidden);
    }
  }

  /** Sums up each sentence from its states and word vectors. */
  pool(states: Block, inputs: Block, { steps, sentences }: Batch): Pooled {
    const { kernels, shape } = this;
    const { width } = shape;
    const ld = 2 * shape.hidden;
    const size = pooledSize(shape);
    const attention = kernels.floats(steps * sentences * HEAD_COLUMNS);
    kernels.run.multiply(
      attention.at,
      HEAD_COLUMNS,
      states.at,
      ld,
      1,
      this.at('attention'),
      HEAD_COLUMNS,
      steps * sentences,
      HEAD_COLUMNS,
      ld,
      false,
    );
    const pooled = kernels.floats(sentences * size);
    const largest = new Int32Array(sentences * ld);
    const a = attention.view;
    const s = states.view;
    const x = inputs.view;
    const p = pooled.view;
    for (let b = 0; b < sentences; b += 1) {
      for (let head = 0; head < HEADS; head += 1) {
        softmaxOverTime(a, b * HEAD_COLUMNS + head, sentences * HEAD_COLUMNS, steps);
        for (let t = 0; t < steps; t += 1) {
          const share = a[(t * sentences + b) * HEAD_COLUMNS + head] as number;
          const from = (t * sentences + b) * ld;
          const to = b * size + head * ld;
          for (let j = 0; j < ld; j += 1) p[to + j] = (p[to + j] as number) + share * (s[from + j] as number);
        }
      }
      const most = b * size + HEADS * ld;
      for (let j = 0; j < ld; j += 1) p[most + j] = s[b * ld + j] as number;
      for (let t = 1; t < steps; t += 1) {
        const from = (t * sentences + b) * ld;
        for (let j = 0; j < ld; j += 1) {
          if ((s[from + j] as number) > (p[most + j] as number)) {
            p[most + j] = s[from + j] as number;
            largest[b * ld + j] = t;
          }
        }
      }
      const mean = most + ld;
      for (let t = 0; t < steps; t += 1) {
        const from = (t * sentences + b) * width;
        for (let j = 0; j < width; j += 1)
          p[mean + j] = (p[mean + j] as number) + (x[from + j] as number) / steps;
      }
    }
    return { attention, largest, pooled };
  }

  /** The hidden layer of the intent, before dropout. */
  intentHidden(pooled: Block, sentences: number): Block {
    const { run } = this.kernels;
    const { intentHidden } = this.shape;
    const size = pooledSize(this.shape);
    const hidden = this.kernels.floats(sentences * intentHidden);
    run.multiply(
      hidden.at,
      intentHidden,
      pooled.at,
      size,
      1,
      this.at('intentHidden'),
      intentHidden,
      sentences,
      intentHidden,
      size,
      false,
    );
    run.addRow(hidden.at, intentHidden, this.at('intentHiddenBias'), sentences, intentHidden);
    run.rectify(hidden.at, sentences * intentHidden);
    return hidden;
  }

  /** Probabilities of the intents; `prior` is added to their logits, where there is one. */
  intentOut(hidden: Block, sentences: number, prior?: Block): Block {
    const { run } = this.kernels;
    const { intentHidden } = this.shape;
    const intents = padded(this.shape.intents);
    const out = this.kernels.floats(sentences * intents);
    run.multiply(
      out.at,
      intents,
      hidden.at,
      intentHidden,
      1,
      this.at('intentOut'),
      intents,
      sentences,
      intents,
      intentHidden,
      false,
    );
    run.addRow(out.at, intents, this.at('intentOutBias'), sentences, intents);
    if (prior) run.addRows(out.at, intents, prior.at, intents, sentences, intents);
    run.softmaxRows(out.at, intents, sentences, this.shape.intents);
    return out;
  }

  /** The hidden layer of the tags, before dropout: of each word's states and vector and of the sentence's intents. */
  slotHidden(states: Block, inputs: Block, intents: Block, { steps, sentences }: Batch): Block {
    const { run } = this.kernels;
    const { slotHidden: q, width } = this.shape;
    const count = steps * sentences;
    const ld = 2 * this.shape.hidden;
    const columns = padded(this.shape.intents);
    const hidden = this.kernels.floats(count * q);
    const byIntent = this.kernels.floats(sentences * q);
    run.multiply(
      byIntent.at,
      q,
      intents.at,
      columns,
      1,
      this.at('slotIntent'),
      q,
      sentences,
      q,
      columns,
      false,
    );
    run.addRow(byIntent.at, q, this.at('slotHiddenBias'), sentences, q);
    run.multiply(hidden.at, q, states.at, ld, 1, this.at('slotState'), q, count, q, ld, false);
    run.multiply(hidden.at, q, inputs.at, width, 1, this.at('slotInput'), q, count, q, width, true);
    run.addRow(hidden.at, sentences * q, byIntent.at, steps, sentences * q);
    run.rectify(hidden.at, count * q);
    return hidden;
  }

  /** Probabilities of the tags of every word. */
  slotOut(hidden: Block, { steps, sentences }: Batch): Block {
    const { run } = this.kernels;
    const { slotHidden: q } = this.shape;
    const count = steps * sentences;
    const tags = padded(this.shape.tags);
    const out = this.kernels.floats(count * tags);
    run.multiply(out.at, tags, hidden.at, q, 1, this.at('slotOut'), tags, count, tags, q, false);
    run.addRow(out.at, tags, this.at('slotOutBias'), count, tags);
    run.softmaxRows(out.at, tags, count, this.shape.tags);
    return out;
  }
}

function softmaxOverTime(values: Float32Array, first: number, step: number, count: number): void {
  let most = -Infinity;
  for (let t = 0; t < count; t += 1) most = Math.max(most, values[first + t * step] as number);
  let sum = 0;
  for (let t = 0; t < count; t += 1) {
    const power = Math.exp((values[first + t * step] as number) - most);
    values[first + t * step] = power;
    sum += power;
  }
  for (let t = 0; t < count; t += 1) values[first + t * step] = (values[first + t * step] as number) / sum;
}
