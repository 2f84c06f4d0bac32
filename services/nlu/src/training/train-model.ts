import type { ModelContents, Section } from '../model/model-file';
import { UNCALIBRATED } from '../model/calibration';
import { addNet, addQuantised } from '../model/model-arrays';
import { SentenceVectors } from '../model/sentence-vector';
import { Kernels } from '../model/kernels';
import { priorOf, type ModelFacts } from '../model/understanding-model';
import { fitMixture } from './fit-mixture';
import type { NetJob, NetResult } from './net-job';
import type { Lesson, TrainingPlan } from './lesson';
import { foldKey, outOfFoldIntents } from './out-of-fold';
import { TaggerTrainer } from './tagger-trainer';
import { taughtLessons } from './taught-lessons';
import { trainLinear } from './train-linear';
import type { Labels, TrainingRow } from './training-rows';

/** Features of fewer sentences are left out of the linear model. */
const LEAST_SENTENCES = 3;
const LINEAR = { cost: 0.5, epochs: 12, seed: 7 };
const FOLD_LINEAR = { ...LINEAR, epochs: 8 };
const TAGGER = { seed: 1, epochs: 14, batch: 64, rate: 4e-3, featureDropout: 0.5, penalty: 1e-4, least: 4 };
const TEACHER_SHAPE = { rows: 1 << 15, width: 128, hidden: 160, intentHidden: 256, slotHidden: 128 };
const STUDENT_SHAPE = { rows: 1 << 15, width: 128, hidden: 112, intentHidden: 128, slotHidden: 128 };
const TEACHER: Omit<TrainingPlan, 'seed'> = {
  epochs: 12,
  batch: 64,
  tableRate: 4e-3,
  rate: 2e-3,
  decay: 0.02,
  dropout: 0.4,
  wordDropout: 0.06,
  typingErrors: 0.03,
  wholeDropout: 0.2,
  gramDropout: 0.2,
  mixup: true,
  slotShare: 1.5,
};
const STUDENT: TrainingPlan = { ...TEACHER, seed: 11, epochs: 16, dropout: 0.25 };
/** How far gold labels are softened: of an intent, of a tag. */
const SMOOTHING = 0.1;
const TAG_SMOOTHING = 0.025;

/** The teachers, by their seeds: what a student learns from besides the labels. */
const TEACHER_SEEDS = [1, 2] as const;
/** How much of what a student learns comes from the teachers. */
const TAUGHT = { intents: 0.6, tags: 0.5 };

/** What training asks of the world around it. */
export interface TrainingTools {
  readonly report: (line: string) => void;
  /** Trains nets, several at a time where there are cores for it. */
  readonly trainNets: (jobs: readonly NetJob[]) => Promise<NetResult[]>;
}

/**
 * Trains the model of MASSIVE's intents and slots from rows of the training part, and fits how its parts are mixed on `tuning`.
 * The same rows give the same bytes.
 */
export async function trainModel(
  training: readonly TrainingRow[],
  tuning: readonly TrainingRow[],
  labels: Labels,
  { report, trainNets }: TrainingTools,
): Promise<ModelContents> {
  const intents = labels.intents.length;
  const tags = labels.tags.length;
  // English words would crowd the linear model's and the tagger's buckets; the net has room for them.
  const swedish = training.filter(({ language }) => language !== 'en');
  const importance = ({ language }: TrainingRow): number => (language === 'sv' ? 1 : 0.5);
  const outOfFold = outOfFoldIntents(training, intents, importance, LEAST_SENTENCES, FOLD_LINEAR);
  report('out-of-fold intents are there');

  const vectors = SentenceVectors.learn(
    swedish.map(({ utterance }) => utterance),
    LEAST_SENTENCES,
  );
  const linear = trainLinear(
    swedish.map(({ utterance }) => vectors.vectorOf(utterance)),
    swedish.map(({ intent }) => intent),
    intents,
    swedish.map(importance),
    LINEAR,
  );
  report('linear model trained');

  const uncertain = new Float32Array(intents).fill(1 / intents);
  const gold = training.map((row): Lesson => {
    const prior = priorOf(outOfFold.get(foldKey(row)) ?? uncertain);
    return { words: row.words, prior, intents: softened(row.intent, intents), tags: softenedTags(row, tags) };
  });
  const teachers = await trainNets(
    TEACHER_SEEDS.map((seed) => ({
      name: `teacher ${String(seed)}`,
      shape: { ...TEACHER_SHAPE, intents, tags },
      plan: { ...TEACHER, seed },
      opinions: true,
      lessons: gold,
    })),
  );
  report('teachers trained');
  const shape = { ...STUDENT_SHAPE, intents, tags };
  const [student] = await trainNets([
    {
      name: 'student',
      shape,
      plan: STUDENT,
      opinions: false,
      lessons: taughtLessons(gold, teachers, TAUGHT),
    },
  ]);
  if (!student) throw new Error('no student came out');
  report('student trained');

  const tagger = new TaggerTrainer(new Kernels(200), tags, TAGGER);
  tagger.train(
    swedish.map((row) => ({
      ...row,
      intent: likeliest(outOfFold.get(foldKey(row))),
      weight: importance(row),
    })),
    (line) => {
      report(`tagger: ${line}`);
    },
  );

  const sections = new Map<string, Section>([['features', vectors.pack()]]);
  addQuantised(sections, 'linear', linear.weights, intents);
  sections.set('linear.biases', linear.biases);
  addNet(sections, 'net', shape, student);
  addQuantised(sections, 'tagger.table', tagger.table.value.view, 1);
  addQuantised(sections, 'tagger.out', tagger.out.value.view, 32);
  addQuantised(sections, 'tagger.transitions', tagger.transitions.value.view, 1);
  sections.set('tagger.filter', tagger.filter.bits);
  sections.set('tagger.bias', Float32Array.from(tagger.bias.value.view));
  sections.set('tagger.starts', Float32Array.from(tagger.starts.value.view));
  const facts: ModelFacts = {
    ...labels,
    shape,
    mixture: { calibration: UNCALIBRATED, tagger: 0.5, noSlot: 0.3 },
  };
  const mixture = fitMixture({ facts, sections }, tuning, report);
  return { facts: { ...facts, mixture }, sections };
}

function likeliest(posterior: Float32Array | undefined): number {
  return posterior ? posterior.indexOf(Math.max(...posterior)) : 0;
}

function softened(label: number, count: number): Float32Array {
  const target = new Float32Array(count).fill(SMOOTHING / count);
  target[label] = 1 - SMOOTHING + SMOOTHING / count;
  return target;
}

function softenedTags({ tags }: TrainingRow, count: number): Float32Array {
  const target = new Float32Array(tags.length * count).fill(TAG_SMOOTHING / count);
  tags.forEach((tag, word) => (target[word * count + tag] = 1 - TAG_SMOOTHING + TAG_SMOOTHING / count));
  return target;
}
