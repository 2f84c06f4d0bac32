import { runChain } from '../model/chain';
import { FeatureFilter } from '../model/feature-filter';
import type { Block, Kernels } from '../model/kernels';
import { padded } from '../model/net-layout';
import { slotFeatures } from '../model/slot-features';
import { TAGGER_RANK, TAGGER_ROWS } from '../model/tagger';
import { Adam, adamWeight, type AdamWeight } from './adam';
import { equalLengthBatches, paceAt } from './batches';
import { Random } from './random';

/** A sentence to learn tags from. */
export interface TaggerLesson {
  readonly words: readonly string[];
  readonly intent: number;
  readonly tags: readonly number[];
  readonly weight: number;
}

export interface TaggerPlan {
  readonly seed: number;
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  readonly featureDropout: number;
  /** Size of the transitions counts with this. */
  readonly penalty: number;
  /** Features of fewer words are left out. */
  readonly least: number;
}

/** Trains the tagger: a conditional random field whose emissions are features times a matrix of low rank. */
export class TaggerTrainer {
  readonly filter = new FeatureFilter();
  readonly table: AdamWeight;
  readonly out: AdamWeight;
  readonly bias: AdamWeight;
  readonly transitions: AdamWeight;
  readonly starts: AdamWeight;
  private readonly random: Random;
  private readonly ld: number;
  private readonly adam: Adam;

  constructor(
    private readonly kernels: Kernels,
    private readonly tags: number,
    private readonly plan: TaggerPlan,
  ) {
    this.random = new Random(plan.seed);
    this.ld = padded(tags);
    const make = (size: number, deviation: number): AdamWeight => {
      const weight = adamWeight(kernels, size);
      if (deviation > 0)
        weight.value.view.forEach((_, i, view) => (view[i] = this.random.normal() * deviation));
      return weight;
    };
    this.table = make(TAGGER_ROWS * TAGGER_RANK, 0.05);
    this.out = make(TAGGER_RANK * this.ld, 0.2);
    this.bias = make(this.ld, 0);
    this.transitions = make(this.ld * this.ld, 0);
    this.starts = make(this.ld, 0);
    this.adam = new Adam(kernels, this.table, TAGGER_RANK);
  }

  train(lessons: readonly TaggerLesson[], report: (line: string) => void): void {
    const { plan, random, filter } = this;
    const counts = new Map<number, number>();
    const all = lessons.map((lesson) => ({ ...lesson, features: slotFeatures(lesson.words, lesson.intent) }));
    for (const { features } of all)
      for (const hashes of features) for (const hash of hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1);
    for (const [hash, count] of counts) if (count >= plan.least) filter.add(hash);
    const ready = all.map(({ features, ...lesson }) => ({
      ...lesson,
      rows: features.map((hashes) =>
        hashes.filter((hash) => filter.has(hash)).map((hash) => hash & (TAGGER_ROWS - 1)),
      ),
    }));
    report(`features: ${String([...counts.values()].filter((count) => count >= plan.least).length)}`);
    for (let epoch = 0; epoch < plan.epochs; epoch += 1) {
      const batches = equalLengthBatches(ready, plan.batch, random);
      let loss = 0;
      batches.forEach((batch, index) => {
        loss += this.learn(batch, (epoch + index / batches.length) / plan.epochs) / batches.length;
      });
      report(`epoch ${String(epoch + 1)}: loss ${loss.toFixed(4)}`);
    }
  }

  private learn(
    lessons: readonly (TaggerLesson & { rows: readonly (readonly number[])[] })[],
    progress: number,
  ): number {
    const { kernels, plan, random, ld, tags } = this;
    const { run } = kernels;
    const mark = kernels.mark();
    const steps = (lessons[0] as TaggerLesson).words.length;
    const sentences = lessons.length;
    const count = steps * sentences;
    const keep = 1 / (1 - plan.featureDropout);
    const low = kernels.floats(count * TAGGER_RANK);
    const ids: Block<Int32Array>[] = [];
    for (let t = 0; t < steps; t += 1) {
      for (const { rows } of lessons) {
        const shown = (rows[t] as readonly number[]).filter(() => random.next() >= plan.featureDropout);
        const block = kernels.integers(shown.length);
        block.view.set(shown);
        run.gather(
          low.at + ids.length * TAGGER_RANK * 4,
          this.table.value.at,
          block.at,
          shown.length,
          TAGGER_RANK,
          keep,
        );
        ids.push(block);
      }
    }
    const emissions = kernels.floats(count * ld);
    run.multiply(
      emissions.at,
      ld,
      low.at,
      TAGGER_RANK,
      1,
      this.out.value.at,
      ld,
      count,
      ld,
      TAGGER_RANK,
      false,
    );
    run.addRow(emissions.at, ld, this.bias.value.at, count, ld);
    const follows = kernels.floats(ld * ld);
    const followsBack = kernels.floats(ld * ld);
    const starts = kernels.floats(ld);
    for (let i = 0; i < tags; i += 1) {
      starts.view[i] = Math.exp(this.starts.value.view[i] as number);
      for (let j = 0; j < tags; j += 1) {
        const power = Math.exp(this.transitions.value.view[i * ld + j] as number);
        follows.view[i * ld + j] = power;
        followsBack.view[j * ld + i] = power;
      }
    }
    let loss = 0;
    lessons.forEach((lesson, b) => {
      lesson.tags.forEach((tag, t) => {
        loss -= lesson.weight * (emissions.view[(t * sentences + b) * ld + tag] as number);
        loss -=
          lesson.weight *
          ((t === 0
            ? this.starts.value.view[tag]
            : this.transitions.value.view[(lesson.tags[t - 1] as number) * ld + tag]) as number);
      });
    });
    const chain = runChain(
      kernels,
      emissions,
      { follows, followsBack, starts },
      { steps, sentences },
      tags,
      ld,
    );
    lessons.forEach(({ weight }, b) => (loss += weight * (chain.logSums[b] as number)));
    this.chainBack(lessons, chain, follows, { steps, sentences });
    // The marginals minus what is right are the slopes of the emissions.
    const slope = chain.marginals;
    lessons.forEach((lesson, b) => {
      lesson.tags.forEach((tag, t) => {
        const at = (t * sentences + b) * ld;
        slope.view[at + tag] = (slope.view[at + tag] as number) - 1;
        for (let j = 0; j < tags; j += 1)
          slope.view[at + j] = ((slope.view[at + j] as number) * lesson.weight) / sentences;
        if (t === 0)
          for (let j = 0; j < tags; j += 1)
            this.starts.slope.view[j] =
              (this.starts.slope.view[j] as number) + (slope.view[at + j] as number);
      });
    });
    run.multiply(this.out.slope.at, ld, low.at, 1, TAGGER_RANK, slope.at, ld, TAGGER_RANK, ld, count, true);
    run.sumRows(this.bias.slope.at, slope.at, ld, count, ld);
    const transposed = kernels.floats(TAGGER_RANK * ld);
    run.transpose(transposed.at, this.out.value.at, TAGGER_RANK, ld);
    const lowSlope = kernels.floats(count * TAGGER_RANK);
    run.multiply(
      lowSlope.at,
      TAGGER_RANK,
      slope.at,
      ld,
      1,
      transposed.at,
      TAGGER_RANK,
      count,
      TAGGER_RANK,
      ld,
      false,
    );
    const step = { rate: plan.rate * paceAt(progress), decay: 0, scale: 1 };
    const rows = this.adam.begin(ids, lowSlope.at, () => keep);
    this.adam.move([this.out, this.bias, this.transitions, this.starts], step);
    this.adam.moveRows(rows, step);
    kernels.release(mark);
    return loss / sentences;
  }

  /** Slopes of the transitions: how often the chain believes in each pair of tags, minus how often it stands. */
  private chainBack(
    lessons: readonly TaggerLesson[],
    { emissions, forth, back }: ReturnType<typeof runChain>,
    follows: Block,
    { steps, sentences }: { steps: number; sentences: number },
  ): void {
    const { kernels, ld, tags, plan } = this;
    const { run } = kernels;
    const rows = sentences * ld;
    const pairs = kernels.floats(ld * ld);
    const after = kernels.floats(rows);
    const reached = kernels.floats(rows);
    for (let t = 1; t < steps; t += 1) {
      after.view.set(back.view.subarray(t * rows, (t + 1) * rows));
      run.scaleBy(after.at, emissions.at + 4 * t * rows, rows);
      const before = forth.at + 4 * (t - 1) * rows;
      run.multiply(reached.at, ld, before, ld, 1, follows.at, ld, sentences, ld, ld, false);
      lessons.forEach(({ weight }, b) => {
        let sum = 0;
        for (let j = 0; j < tags; j += 1)
          sum += (reached.view[b * ld + j] as number) * (after.view[b * ld + j] as number);
        const scale = sum > 0 ? weight / sum / sentences : 0;
        for (let j = 0; j < ld; j += 1)
          after.view[b * ld + j] = j < tags ? (after.view[b * ld + j] as number) * scale : 0;
      });
      run.multiply(pairs.at, ld, before, 1, ld, after.at, ld, ld, ld, sentences, true);
    }
    run.scaleBy(pairs.at, follows.at, ld * ld);
    const slope = this.transitions.slope.view;
    const value = this.transitions.value.view;
    for (let i = 0; i < slope.length; i += 1)
      slope[i] = (pairs.view[i] as number) + plan.penalty * (value[i] as number);
    for (const { tags: right, weight } of lessons) {
      for (let t = 1; t < right.length; t += 1) {
        const at = (right[t - 1] as number) * ld + (right[t] as number);
        slope[at] = (slope[at] as number) - weight / sentences;
      }
    }
  }
}
