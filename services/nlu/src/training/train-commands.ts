import { commandClasses } from '../commands/command-class';
import type { CommandFacts } from '../commands/command-model';
import { nameTags } from '../commands/name-tags';
import type { Catalogue } from '../catalogue/catalogue';
import { UNCALIBRATED } from '../model/calibration';
import { addNet } from '../model/model-arrays';
import type { ModelContents, Section } from '../model/model-file';
import { commandLessons } from './command-lessons';
import type { CommandSentence } from '../evaluation/command-set';
import { fitCommandCalibration } from './fit-command-calibration';
import type { Lesson, TrainingPlan } from './lesson';
import { Random } from './random';
import { taughtLessons } from './taught-lessons';
import { TemplateSampler } from './template-samples';
import type { TrainingTools } from './train-model';

const SEED = 21;
/** Sentences made from each language's templates. */
const SAMPLES = { sv: 12_000, en: 4_000 } as const;
/** Times that our own sentences are learnt from against one of MASSIVE's, and copies with other names of each. */
const REPEATS = 3;
const COPIES = 2;
const TEACHER_SHAPE = { rows: 1 << 15, width: 64, hidden: 96, intentHidden: 96, slotHidden: 64 };
const STUDENT_SHAPE = { rows: 1 << 13, width: 48, hidden: 72, intentHidden: 64, slotHidden: 48 };
const PLAN: Omit<TrainingPlan, 'seed' | 'epochs'> = {
  batch: 64,
  tableRate: 4e-3,
  rate: 2e-3,
  decay: 0.02,
  dropout: 0.3,
  wordDropout: 0.05,
  typingErrors: 0.08,
  wholeDropout: 0.2,
  gramDropout: 0.15,
  mixup: true,
  slotShare: 3,
};
const TEACHER_SEEDS = [22, 23] as const;
const TEACHER_EPOCHS = 8;
const STUDENT_EPOCHS = 12;
/** How much of what the student learns comes from the teachers. */
const TAUGHT = { intents: 0.5, tags: 0.5 };

/** What the command model is trained from. */
export interface CommandSources {
  readonly catalogue: Catalogue;
  readonly own: readonly CommandSentence[];
  /** Other talk, from MASSIVE. */
  readonly others: readonly CommandSentence[];
  /** Sentences that neither model nor templates were made from, to find how far the model may be believed. */
  readonly tuning: readonly CommandSentence[];
}

/** Trains the command model: two larger nets, then a small one that learns from both and from the labels. */
export async function trainCommands(
  { catalogue, own, others, tuning }: CommandSources,
  { report, trainNets }: TrainingTools,
): Promise<ModelContents> {
  const random = new Random(SEED);
  const names = namesByArgument(own);
  const samples = catalogue.languages.flatMap((language) =>
    new TemplateSampler(language, catalogue.slots, names, random).sample(SAMPLES[language.locale]),
  );
  const lessons: Lesson[] = [
    ...Array.from({ length: REPEATS }, () => commandLessons(own, { copies: COPIES, random })).flat(),
    ...commandLessons(samples, { copies: 0, random }),
    ...commandLessons(others, { copies: 0, random }),
  ];
  report(`commands: ${String(lessons.length)} sentences`);
  const labels = { intents: commandClasses.length, tags: nameTags.length };
  const teachers = await trainNets(
    TEACHER_SEEDS.map((seed) => ({
      name: `command teacher ${String(seed)}`,
      shape: { ...TEACHER_SHAPE, ...labels },
      plan: { ...PLAN, seed, epochs: TEACHER_EPOCHS },
      opinions: true,
      lessons,
    })),
  );
  const shape = { ...STUDENT_SHAPE, ...labels };
  const [student] = await trainNets([
    {
      name: 'command student',
      shape,
      plan: { ...PLAN, seed: SEED, epochs: STUDENT_EPOCHS, dropout: 0.15 },
      opinions: false,
      lessons: taughtLessons(lessons, teachers, TAUGHT),
    },
  ]);
  if (!student) throw new Error('no student came out');
  const sections = new Map<string, Section>();
  addNet(sections, 'net', shape, student);
  const facts: CommandFacts = { shape, calibration: UNCALIBRATED };
  const calibration = fitCommandCalibration({ facts, sections }, catalogue, tuning);
  report(`commands: calibration ${JSON.stringify(calibration)}`);
  return { facts: { ...facts, calibration }, sections };
}

function namesByArgument(rows: readonly CommandSentence[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { tool, args } of rows) {
    if (tool !== 'PLAY') continue;
    for (const [argument, value] of Object.entries(args)) {
      if (typeof value === 'string') names.set(argument, [...(names.get(argument) ?? []), value]);
    }
  }
  return names;
}
