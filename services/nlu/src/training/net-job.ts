import { Kernels } from '../model/kernels';
import { netLayout, padded, type NetShape } from '../model/net-layout';
import { wordPieces } from '../model/word-pieces';
import type { Lesson, TrainingPlan } from './lesson';
import { NetTrainer } from './net-trainer';

/** Memory for training, in 2^20 bytes. */
const MEMORY = 1000;

/** One net to train, and the sentences that it shall then give its opinion of. */
export interface NetJob {
  readonly name: string;
  readonly shape: NetShape;
  readonly plan: TrainingPlan;
  readonly lessons: readonly Lesson[];
  /** Whether its opinion of the lessons is asked for. */
  readonly opinions: boolean;
}

/** A trained net. */
export interface NetResult {
  readonly table: Float32Array;
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** For each lesson the intents' probabilities, and those of the tags in rows by word. */
  readonly opinions: readonly { readonly intents: Float32Array; readonly tags: Float32Array }[];
}

/** Trains one net, and asks it. */
export function runNetJob(job: NetJob, report: (line: string) => void): NetResult {
  const known = new Map<string, Int32Array>();
  const piecesOf = (word: string): Int32Array => {
    const pieces = known.get(word) ?? wordPieces(word, job.shape.rows);
    known.set(word, pieces);
    return pieces;
  };
  const kernels = new Kernels(MEMORY);
  const trainer = new NetTrainer(kernels, job.shape, job.plan, piecesOf);
  trainer.train(job.lessons, (line) => {
    report(`${job.name}: ${line}`);
  });
  const copy = (view: Float32Array): Float32Array => Float32Array.from(view);
  const weights = new Map(
    netLayout(job.shape).map(([name]) => [
      name,
      copy(trainer.forward.weights.get(name)?.view ?? new Float32Array()),
    ]),
  );
  const opinions = job.opinions
    ? job.lessons.map((lesson) => ask(kernels, trainer, job.shape, lesson, piecesOf))
    : [];
  return { table: copy(trainer.table.value.view), weights, opinions };
}

function ask(
  kernels: Kernels,
  { forward, table }: NetTrainer,
  shape: NetShape,
  { words, prior }: Lesson,
  piecesOf: (word: string) => Int32Array,
): NetResult['opinions'][number] {
  const mark = kernels.mark();
  const inputs = kernels.floats(words.length * shape.width);
  words.forEach((word, index) => {
    const pieces = piecesOf(word);
    const ids = kernels.integers(pieces.length);
    ids.view.set(pieces);
    const at = inputs.at + index * shape.width * 4;
    kernels.run.gather(at, table.value.at, ids.at, pieces.length, shape.width, 1 / pieces.length);
  });
  const { intents, tags } = forward.opine(inputs, words.length, prior);
  const ld = padded(shape.tags);
  const result = {
    intents: Float32Array.from(intents),
    tags: new Float32Array(words.length * shape.tags),
  };
  for (let t = 0; t < words.length; t += 1)
    result.tags.set(tags.subarray(t * ld, t * ld + shape.tags), t * shape.tags);
  kernels.release(mark);
  return result;
}
