import type { Block, Kernels } from '../model/kernels';
import { NetForward, type Batch } from '../model/net-forward';
import { netLayout, padded, pooledSize, type NetShape } from '../model/net-layout';
import { Adam, adamWeight, type AdamWeight } from './adam';
import { equalLengthBatches, paceAt } from './batches';
import type { Lesson, TrainingPlan } from './lesson';
import { NetBack } from './net-back';
import { Random } from './random';
import { seenPieces } from './seen-pieces';

const MOST_SLOPE = 2;
const MIXUP = 0.4;
/** The average of the weights follows them with this share a batch, which is what is kept at the end. */
const AVERAGING = 0.002;
const AVERAGE_EVERY = 8;

/** Weights with the average of what they have been. */
interface NetWeight extends AdamWeight {
  readonly average: Block;
}

/** Trains one net: `learn` once an epoch for each batch, by `train`. */
export class NetTrainer {
  readonly forward: NetForward;
  readonly table: NetWeight;
  private readonly weights: ReadonlyMap<string, NetWeight>;
  private readonly back: NetBack;
  private readonly adam: Adam;
  private readonly random: Random;

  constructor(
    private readonly kernels: Kernels,
    private readonly shape: NetShape,
    private readonly plan: TrainingPlan,
    private readonly piecesOf: (word: string) => Int32Array,
  ) {
    this.random = new Random(plan.seed);
    const make = (size: number): NetWeight => ({
      ...adamWeight(kernels, size),
      average: kernels.floats(size),
    });
    this.table = make(shape.rows * shape.width);
    this.weights = new Map(
      netLayout(shape).map(([name, rows, columns]) => {
        const weight = make(rows * columns);
        const variance = name.includes('.') ? 1 / rows : 2 / (rows + columns);
        if (rows > 1) this.fill(weight.value.view, Math.sqrt(variance));
        return [name, weight];
      }),
    );
    this.fill(this.table.value.view, 0.1);
    this.table.value.view.fill(0, 0, shape.width);
    this.adam = new Adam(kernels, this.table, shape.width);
    this.back = new NetBack(kernels, shape, this.weights);
    const values = [...this.weights].map(([name, { value }]) => [name, value] as const);
    this.forward = new NetForward(kernels, shape, new Map(values));
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
    for (const weight of [this.table, ...this.weights.values()]) weight.value.view.set(weight.average.view);
  }

  /** One step of learning; answers the loss. */
  private learn(lessons: readonly Lesson[], progress: number): number {
    const { kernels, shape, forward, plan } = this;
    const { run } = kernels;
    const mark = kernels.mark();
    const batch: Batch = { steps: (lessons[0] as Lesson).words.length, sentences: lessons.length };
    const count = batch.steps * batch.sentences;
    const ld = 2 * shape.hidden;

    const pieces = seenPieces(kernels, this.random, plan, this.piecesOf, lessons, batch);
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
    this.back.pool(pooledSlope, pooled, seen, batch, seenSlope, inputSlope);
    run.scaleBy(seenSlope.at, stateMask.at, count * ld);
    this.back.states(states, batch, seenSlope, inputSlope);
    run.scaleBy(inputSlope.at, inputMask.at, count * shape.width);
    this.update(pieces, inputSlope, paceAt(progress));
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
    this.back.layer(['slotOut', 'slotOutBias'], out.at, tags, hidden.at, q, q, count, [hiddenSlope.at, q]);
    run.scaleBy(hiddenSlope.at, mask.at, count * q);
    run.rectifyBack(hiddenSlope.at, hidden.at, count * q);
    this.back.layer(['slotState'], hiddenSlope.at, q, seen.at, ld, ld, count, [seenSlope.at, ld]);
    this.back.layer(['slotInput'], hiddenSlope.at, q, inputs.at, width, width, count, [inputSlope.at, width]);
    const byIntent = kernels.floats(sentences * q);
    run.sumRows(byIntent.at, hiddenSlope.at, sentences * q, steps, sentences * q);
    this.back.layer(
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
    this.back.layer(['intentOut', 'intentOutBias'], out.at, intents, hidden.at, h, h, sentences, [
      hiddenSlope.at,
      h,
    ]);
    run.scaleBy(hiddenSlope.at, mask.at, sentences * h);
    run.rectifyBack(hiddenSlope.at, hidden.at, sentences * h);
    const inputSlope = kernels.floats(sentences * size);
    this.back.layer(
      ['intentHidden', 'intentHiddenBias'],
      hiddenSlope.at,
      h,
      input.at,
      size,
      size,
      sentences,
      [inputSlope.at, size],
    );
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

  /** Takes one step down the slopes, shortened where they are steep. */
  private update(pieces: readonly Block<Int32Array>[], inputSlope: Block, pace: number): void {
    const { adam, plan, table } = this;
    const { run } = this.kernels;
    const { width } = this.shape;
    const weights = [...this.weights.values()];
    const rows = adam.begin(pieces, inputSlope.at, (count) => 1 / count);
    let square = 0;
    for (const { slope, size } of weights) square += run.sumOfSquares(slope.at, size);
    for (const row of rows) square += run.sumOfSquares(table.slope.at + row * width * 4, width);
    const norm = Math.sqrt(square);
    const scale = norm > MOST_SLOPE ? MOST_SLOPE / norm : 1;
    adam.move(weights, { rate: plan.rate * pace, decay: plan.decay, scale });
    adam.moveRows(rows, { rate: plan.tableRate * pace, decay: 0, scale });
    if (adam.steps % AVERAGE_EVERY === 0) {
      // In the beginning the average takes in more, so that nothing of the random start stays in it.
      const share = Math.min(1, Math.max(AVERAGING * AVERAGE_EVERY, (2 * AVERAGE_EVERY) / adam.steps));
      for (const { average, value, size } of [table, ...weights])
        run.follow(average.at, value.at, size, share);
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
