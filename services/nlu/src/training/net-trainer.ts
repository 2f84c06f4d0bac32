import type { Block, Kernels } from '../model/kernels';
import { NetForward, type Batch, type Pooled, type States } from '../model/net-forward';
import { HEADS, HEAD_COLUMNS, netLayout, padded, pooledSize, type NetShape } from '../model/net-layout';
import { equalLengthBatches, paceAt } from './batches';
import { Random } from './random';

/** What a net learns by. Rates are Adam's; shares are of 1. */
export interface TrainingPlan {
  readonly seed: number;
  readonly epochs: number;
  readonly batch: number;
  readonly tableRate: number;
  readonly rate: number;
  readonly decay: number;
  readonly dropout: number;
  /** Words read as unknown: nothing of them is seen. */
  readonly wordDropout: number;
  readonly typingErrors: number;
  /** Words of which only the letters are seen, not the whole. */
  readonly wholeDropout: number;
  readonly gramDropout: number;
  readonly mixup: boolean;
  /** How much slots count against the intent. */
  readonly slotShare: number;
}

/** A sentence to learn from: its words and what is probable, as probabilities. */
export interface Lesson {
  readonly words: readonly string[];
  /** What another model thinks, as logarithms that are added to the net's logits: the net learns what that model lacks. */
  readonly prior?: Float32Array;
  readonly intents: Float32Array;
  /** One row of tags a word. */
  readonly tags: Float32Array;
}

const MOST_SLOPE = 2;
const MIXUP = 0.4;
/** The average of the weights follows them with this share a batch, which is what is kept at the end. */
const AVERAGING = 0.002;
const AVERAGE_EVERY = 8;

interface Weight {
  readonly name: string;
  readonly size: number;
  readonly value: Block;
  readonly slope: Block;
  readonly mean: Block;
  readonly square: Block;
  readonly average: Block;
}

/** Trains one net: `learn` once an epoch for each batch, by `train`. */
export class NetTrainer {
  readonly forward: NetForward;
  private readonly weights: readonly Weight[];
  readonly table: Weight;
  private readonly random: Random;
  private step = 0;
  private readonly touched: Int32Array;

  constructor(
    private readonly kernels: Kernels,
    private readonly shape: NetShape,
    private readonly plan: TrainingPlan,
    private readonly piecesOf: (word: string) => Int32Array,
  ) {
    this.random = new Random(plan.seed);
    const make = (name: string, size: number): Weight => {
      const block = () => kernels.floats(size);
      return { name, size, value: block(), slope: block(), mean: block(), square: block(), average: block() };
    };
    this.touched = new Int32Array(shape.rows);
    this.table = make('table', shape.rows * shape.width);
    this.weights = netLayout(shape).map(([name, rows, columns]) => {
      const weight = make(name, rows * columns);
      if (rows > 1)
        this.fill(weight.value.view, Math.sqrt(name.includes('.') ? 1 / rows : 2 / (rows + columns)));
      return weight;
    });
    this.fill(this.table.value.view, 0.1);
    this.table.value.view.fill(0, 0, shape.width);
    this.forward = new NetForward(
      kernels,
      shape,
      new Map(this.weights.map(({ name, value }) => [name, value])),
    );
  }

  private fill(view: Float32Array, deviation: number): void {
    for (let index = 0; index < view.length; index += 1) view[index] = this.random.normal() * deviation;
  }

  /** Goes through all lessons `epochs` times, then takes the average of the weights. */
  train(lessons: readonly Lesson[], report: (line: string) => void): void {
    const { plan, random } = this;
    for (let epoch = 0; epoch < plan.epochs; epoch += 1) {
      const batches = equalLengthBatches(lessons, plan.batch, random);
      let loss = 0;
      batches.forEach((batch, index) => {
        loss += this.learn(batch, (epoch + index / batches.length) / plan.epochs) / batches.length;
      });
      report(`epoch ${String(epoch + 1)}: loss ${loss.toFixed(4)}`);
    }
    for (const weight of [this.table, ...this.weights]) weight.value.view.set(weight.average.view);
  }

  /** One step of learning; answers the loss. */
  private learn(lessons: readonly Lesson[], progress: number): number {
    const { kernels, shape, forward, plan } = this;
    const { run } = kernels;
    const mark = kernels.mark();
    const batch: Batch = { steps: (lessons[0] as Lesson).words.length, sentences: lessons.length };
    const count = batch.steps * batch.sentences;
    const ld = 2 * shape.hidden;

    const pieces = this.seenPieces(lessons, batch);
    const inputs = this.gatherInputs(pieces);
    const inputMask = this.mask(count * shape.width);
    run.scaleBy(inputs.at, inputMask.at, count * shape.width);
    const states = forward.runStates(inputs, batch);
    const seen = kernels.floats(count * ld);
    seen.view.set(states.states.view);
    const stateMask = this.mask(count * ld);
    run.scaleBy(seen.at, stateMask.at, count * ld);

    const pooled = forward.pool(seen, inputs, batch);
    const priors = this.priorsOf(lessons);
    const believed = forward.intentOut(
      forward.intentHidden(pooled.pooled, batch.sentences),
      batch.sentences,
      priors,
    );
    const seenSlope = kernels.floats(count * ld);
    const inputSlope = kernels.floats(count * shape.width);
    let loss = this.learnSlots(lessons, batch, seen, inputs, believed, seenSlope, inputSlope);
    const pooledSlope = kernels.floats(batch.sentences * pooledSize(shape));
    loss += this.learnIntents(lessons, pooled.pooled, priors, pooledSlope);
    this.poolBack(pooledSlope, pooled, seen, batch, seenSlope, inputSlope);
    run.scaleBy(seenSlope.at, stateMask.at, count * ld);
    this.statesBack(states, batch, seenSlope, inputSlope);
    run.scaleBy(inputSlope.at, inputMask.at, count * shape.width);
    this.update(pieces, inputSlope, progress, plan);
    kernels.release(mark);
    return loss;
  }

  private priorsOf(lessons: readonly Lesson[]): Block {
    const intents = padded(this.shape.intents);
    const block = this.kernels.floats(lessons.length * intents);
    lessons.forEach(({ prior }, b) => {
      if (prior) block.view.set(prior, b * intents);
    });
    return block;
  }

  private mask(size: number): Block {
    const block = this.kernels.floats(size);
    const { dropout } = this.plan;
    const keep = 1 / (1 - dropout);
    for (let index = 0; index < size; index += 1) block.view[index] = this.random.next() < dropout ? 0 : keep;
    return block;
  }

  /** The pieces of every word that this lesson shows: some are hidden, some words are misspelt. */
  private seenPieces(lessons: readonly Lesson[], { steps, sentences }: Batch): Block<Int32Array>[] {
    const { plan, random, kernels } = this;
    const pieces: Block<Int32Array>[] = [];
    for (let t = 0; t < steps; t += 1) {
      for (let b = 0; b < sentences; b += 1) {
        let word = (lessons[b] as Lesson).words[t] as string;
        if (random.next() < plan.typingErrors) word = misspell(word, random);
        const all = this.piecesOf(word);
        const shown: number[] = [];
        if (random.next() >= plan.wordDropout) {
          const whole = random.next() >= plan.wholeDropout;
          all.forEach((piece, index) => {
            if (index === 0 ? whole : random.next() >= plan.gramDropout) shown.push(piece);
          });
        }
        const block = kernels.integers(shown.length);
        block.view.set(shown);
        pieces.push(block);
      }
    }
    return pieces;
  }

  private gatherInputs(pieces: readonly Block<Int32Array>[]): Block {
    const { kernels, table } = this;
    const { width } = this.shape;
    const inputs = kernels.floats(pieces.length * width);
    pieces.forEach(({ at, view }, index) => {
      if (view.length > 0)
        kernels.run.gather(
          inputs.at + index * width * 4,
          table.value.at,
          at,
          view.length,
          width,
          1 / view.length,
        );
    });
    return inputs;
  }

  private weight(name: string): Weight {
    return this.weights.find((weight) => weight.name === name) as Weight;
  }

  /** The slope of a layer `out = in · weights + bias`: of its weights, its bias and, where `inSlope` is given, of what went in. */
  private layerBack(
    names: readonly [weights: string, bias?: string],
    outSlope: number,
    columns: number,
    input: number,
    inputLd: number,
    rows: number,
    count: number,
    inSlope?: readonly [at: number, ld: number],
  ): void {
    const { run } = this.kernels;
    const weight = this.weight(names[0]);
    run.multiply(weight.slope.at, columns, input, 1, inputLd, outSlope, columns, rows, columns, count, true);
    if (names[1] !== undefined)
      run.sumRows(this.weight(names[1]).slope.at, outSlope, columns, count, columns);
    if (inSlope) {
      const transposed = this.kernels.floats(rows * columns);
      run.transpose(transposed.at, weight.value.at, rows, columns);
      run.multiply(
        inSlope[0],
        inSlope[1],
        outSlope,
        columns,
        1,
        transposed.at,
        rows,
        count,
        rows,
        columns,
        true,
      );
    }
  }

  private learnSlots(
    lessons: readonly Lesson[],
    batch: Batch,
    seen: Block,
    inputs: Block,
    believed: Block,
    seenSlope: Block,
    inputSlope: Block,
  ): number {
    const { kernels, shape, forward, plan } = this;
    const { run } = kernels;
    const { slotHidden: q, width } = shape;
    const { steps, sentences } = batch;
    const count = steps * sentences;
    const tags = padded(shape.tags);
    const ld = 2 * shape.hidden;
    const intents = padded(shape.intents);
    const hidden = forward.slotHidden(seen, inputs, believed, batch);
    const mask = this.mask(count * q);
    run.scaleBy(hidden.at, mask.at, count * q);
    const out = forward.slotOut(hidden, batch);
    let loss = 0;
    const share = plan.slotShare / count;
    for (let t = 0; t < steps; t += 1) {
      for (let b = 0; b < sentences; b += 1) {
        const { tags: target } = lessons[b] as Lesson;
        const row = (t * sentences + b) * tags;
        for (let j = 0; j < shape.tags; j += 1) {
          const wanted = target[t * shape.tags + j] as number;
          const given = out.view[row + j] as number;
          if (wanted > 0) loss -= share * wanted * Math.log(Math.max(given, 1e-9));
          out.view[row + j] = share * (given - wanted);
        }
      }
    }
    const hiddenSlope = kernels.floats(count * q);
    this.layerBack(['slotOut', 'slotOutBias'], out.at, tags, hidden.at, q, q, count, [hiddenSlope.at, q]);
    run.scaleBy(hiddenSlope.at, mask.at, count * q);
    run.rectifyBack(hiddenSlope.at, hidden.at, count * q);
    this.layerBack(['slotState'], hiddenSlope.at, q, seen.at, ld, ld, count, [seenSlope.at, ld]);
    this.layerBack(['slotInput'], hiddenSlope.at, q, inputs.at, width, width, count, [inputSlope.at, width]);
    const byIntent = kernels.floats(sentences * q);
    run.sumRows(byIntent.at, hiddenSlope.at, sentences * q, steps, sentences * q);
    this.layerBack(
      ['slotIntent', 'slotHiddenBias'],
      byIntent.at,
      q,
      believed.at,
      intents,
      intents,
      sentences,
    );
    return loss;
  }

  private learnIntents(lessons: readonly Lesson[], pooled: Block, priors: Block, pooledSlope: Block): number {
    const { kernels, shape, forward, plan, random } = this;
    const { run } = kernels;
    const sentences = lessons.length;
    const size = pooledSize(shape);
    const { intentHidden: h } = shape;
    const intents = padded(shape.intents);
    // Mixup (Zhang et al. 2018) of what sums up the sentences, in half of the batches.
    const mixed = plan.mixup && random.next() < 0.5;
    const share = mixed ? betaShare(random) : 1;
    const partners = lessons.map((_, index) => index);
    if (mixed) random.shuffle(partners);
    const input = kernels.floats(sentences * size);
    const prior = kernels.floats(sentences * intents);
    const target = new Float32Array(sentences * shape.intents);
    for (let b = 0; b < sentences; b += 1) {
      const other = partners[b] as number;
      const mine = lessons[b] as Lesson;
      const theirs = lessons[other] as Lesson;
      for (let j = 0; j < size; j += 1) {
        input.view[b * size + j] =
          share * (pooled.view[b * size + j] as number) +
          (1 - share) * (pooled.view[other * size + j] as number);
      }
      for (let j = 0; j < shape.intents; j += 1) {
        prior.view[b * intents + j] =
          share * (priors.view[b * intents + j] as number) +
          (1 - share) * (priors.view[other * intents + j] as number);
        target[b * shape.intents + j] =
          share * (mine.intents[j] as number) + (1 - share) * (theirs.intents[j] as number);
      }
    }
    const hidden = forward.intentHidden(input, sentences);
    const mask = this.mask(sentences * h);
    run.scaleBy(hidden.at, mask.at, sentences * h);
    const out = forward.intentOut(hidden, sentences, prior);
    let loss = 0;
    for (let b = 0; b < sentences; b += 1) {
      for (let j = 0; j < shape.intents; j += 1) {
        const wanted = target[b * shape.intents + j] as number;
        const given = out.view[b * intents + j] as number;
        if (wanted > 0) loss -= (wanted / sentences) * Math.log(Math.max(given, 1e-9));
        out.view[b * intents + j] = (given - wanted) / sentences;
      }
    }
    const hiddenSlope = kernels.floats(sentences * h);
    this.layerBack(['intentOut', 'intentOutBias'], out.at, intents, hidden.at, h, h, sentences, [
      hiddenSlope.at,
      h,
    ]);
    run.scaleBy(hiddenSlope.at, mask.at, sentences * h);
    run.rectifyBack(hiddenSlope.at, hidden.at, sentences * h);
    const inputSlope = kernels.floats(sentences * size);
    this.layerBack(['intentHidden', 'intentHiddenBias'], hiddenSlope.at, h, input.at, size, size, sentences, [
      inputSlope.at,
      size,
    ]);
    for (let b = 0; b < sentences; b += 1) {
      const other = partners[b] as number;
      for (let j = 0; j < size; j += 1) {
        const slope = inputSlope.view[b * size + j] as number;
        pooledSlope.view[b * size + j] = (pooledSlope.view[b * size + j] as number) + share * slope;
        pooledSlope.view[other * size + j] =
          (pooledSlope.view[other * size + j] as number) + (1 - share) * slope;
      }
    }
    return loss;
  }

  private poolBack(
    pooledSlope: Block,
    { attention, largest }: Pooled,
    seen: Block,
    { steps, sentences }: Batch,
    seenSlope: Block,
    inputSlope: Block,
  ): void {
    const { kernels, shape } = this;
    const { width } = shape;
    const ld = 2 * shape.hidden;
    const size = pooledSize(shape);
    const scoreSlope = kernels.floats(steps * sentences * HEAD_COLUMNS);
    const a = attention.view;
    const d = pooledSlope.view;
    const s = seen.view;
    const ds = seenSlope.view;
    for (let b = 0; b < sentences; b += 1) {
      for (let head = 0; head < HEADS; head += 1) {
        const from = b * size + head * ld;
        let mean = 0;
        for (let t = 0; t < steps; t += 1) {
          const row = t * sentences + b;
          const share = a[row * HEAD_COLUMNS + head] as number;
          let dot = 0;
          for (let j = 0; j < ld; j += 1) {
            const slope = d[from + j] as number;
            dot += slope * (s[row * ld + j] as number);
            ds[row * ld + j] = (ds[row * ld + j] as number) + share * slope;
          }
          scoreSlope.view[row * HEAD_COLUMNS + head] = dot;
          mean += share * dot;
        }
        for (let t = 0; t < steps; t += 1) {
          const at = (t * sentences + b) * HEAD_COLUMNS + head;
          scoreSlope.view[at] = (a[at] as number) * ((scoreSlope.view[at] as number) - mean);
        }
      }
      const most = b * size + HEADS * ld;
      for (let j = 0; j < ld; j += 1) {
        const at = ((largest[b * ld + j] as number) * sentences + b) * ld + j;
        ds[at] = (ds[at] as number) + (d[most + j] as number);
      }
      for (let t = 0; t < steps; t += 1) {
        const to = (t * sentences + b) * width;
        for (let j = 0; j < width; j += 1) {
          inputSlope.view[to + j] =
            (inputSlope.view[to + j] as number) + (d[most + ld + j] as number) / steps;
        }
      }
    }
    this.layerBack(['attention'], scoreSlope.at, HEAD_COLUMNS, seen.at, ld, ld, steps * sentences, [
      seenSlope.at,
      ld,
    ]);
  }

  private statesBack(
    states: States,
    { steps, sentences }: Batch,
    stateSlope: Block,
    inputSlope: Block,
  ): void {
    const { kernels, shape } = this;
    const { run } = kernels;
    const { hidden, width } = shape;
    const three = 3 * hidden;
    const ld = 2 * hidden;
    const count = steps * sentences;
    const nothing = kernels.floats(sentences * ld);
    for (const way of [0, 1] as const) {
      const name = way === 0 ? 'forth' : 'back';
      const stateWeight = this.weight(`${name}.state`);
      const transposed = kernels.floats(hidden * three);
      run.transpose(transposed.at, stateWeight.value.at, hidden, three);
      const slope = kernels.floats(sentences * hidden);
      const stateOf = (step: number): number => states.states.at + 4 * (step * sentences * ld + way * hidden);
      const rowsOf = (step: number): number => 4 * step * sentences * three;
      for (let turn = steps - 1; turn >= 0; turn -= 1) {
        const step = way === 0 ? turn : steps - 1 - turn;
        const before = turn === 0 ? nothing.at : stateOf(way === 0 ? step - 1 : step + 1);
        run.addRows(
          slope.at,
          hidden,
          stateSlope.at + 4 * (step * sentences * ld + way * hidden),
          ld,
          sentences,
          hidden,
        );
        const u = states.recurrent[way].at + rowsOf(step);
        run.gruStepBack(slope.at, before, ld, states.gates[way].at + rowsOf(step), u, sentences, hidden);
        run.multiply(slope.at, hidden, u, three, 1, transposed.at, hidden, sentences, hidden, three, true);
      }
      // What came before each state stands one time step away; the first has nothing before it.
      if (steps > 1) {
        const firstState = stateOf(way === 0 ? 0 : 1);
        const firstSlope = states.recurrent[way].at + rowsOf(way === 0 ? 1 : 0);
        const pairs = (steps - 1) * sentences;
        run.multiply(
          stateWeight.slope.at,
          three,
          firstState,
          1,
          ld,
          firstSlope,
          three,
          hidden,
          three,
          pairs,
          true,
        );
      }
      run.sumRows(this.weight(`${name}.stateBias`).slope.at, states.recurrent[way].at, three, count, three);
      this.layerBack(
        [`${name}.input`, `${name}.inputBias`],
        states.gates[way].at,
        three,
        states.inputs.at,
        width,
        width,
        count,
        [inputSlope.at, width],
      );
    }
  }

  /** Takes one step down the slopes, shortened where they are steep. */
  private update(
    pieces: readonly Block<Int32Array>[],
    inputSlope: Block,
    progress: number,
    plan: TrainingPlan,
  ): void {
    const { run } = this.kernels;
    const { width } = this.shape;
    const rows: number[] = [];
    this.step += 1;
    pieces.forEach(({ at, view }, index) => {
      if (view.length === 0) return;
      run.scatter(
        this.table.slope.at,
        inputSlope.at + index * width * 4,
        at,
        view.length,
        width,
        1 / view.length,
      );
      for (const row of view) {
        if (this.touched[row] === this.step) continue;
        this.touched[row] = this.step;
        rows.push(row);
      }
    });
    let square = 0;
    for (const { slope, size } of this.weights) square += run.sumOfSquares(slope.at, size);
    for (const row of rows) square += run.sumOfSquares(this.table.slope.at + row * width * 4, width);
    const norm = Math.sqrt(square);
    const scale = norm > MOST_SLOPE ? MOST_SLOPE / norm : 1;
    const pace = paceAt(progress);
    const first = 1 / (1 - 0.9 ** this.step);
    const second = 1 / (1 - 0.999 ** this.step);
    for (const { value, slope, mean, square: squares, size } of this.weights)
      run.adam(
        value.at,
        slope.at,
        mean.at,
        squares.at,
        size,
        plan.rate * pace,
        plan.decay,
        scale,
        first,
        second,
      );
    const { value, slope, mean, square: squares } = this.table;
    for (const row of rows) {
      const at = row * width * 4;
      run.adam(
        value.at + at,
        slope.at + at,
        mean.at + at,
        squares.at + at,
        width,
        plan.tableRate * pace,
        0,
        scale,
        first,
        second,
      );
    }
    if (this.step % AVERAGE_EVERY === 0) {
      // In the beginning the average takes in more, so that nothing of the random start stays in it.
      const share = Math.min(1, Math.max(AVERAGING * AVERAGE_EVERY, (2 * AVERAGE_EVERY) / this.step));
      for (const weight of [this.table, ...this.weights])
        run.follow(weight.average.at, weight.value.at, weight.size, share);
    }
  }
}

/** Beta(.4, .4) by Jöhnk's method: bounded tries, then the middle. */
function betaShare(random: Random): number {
  for (let turn = 0; turn < 100; turn += 1) {
    const x = random.next() ** (1 / MIXUP);
    const y = random.next() ** (1 / MIXUP);
    if (x + y <= 1 && x + y > 0) return x / (x + y);
  }
  return 0.5;
}

/** A slip of the finger: a letter left out, doubled, or swapped with its neighbour. */
function misspell(word: string, random: Random): string {
  if (word.length < 4) return word;
  const at = 1 + random.below(word.length - 2);
  const kind = random.below(3);
  if (kind === 0) return word.slice(0, at) + word.slice(at + 1);
  if (kind === 1) return word.slice(0, at) + (word[at] ?? '') + word.slice(at);
  return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
}
