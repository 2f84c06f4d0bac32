import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolNameSchema } from '@alice/contracts';
import { loadChecks } from '../../../services/nlu/src/catalogue/load-catalogue';
import { dataDirectory } from '../../../services/nlu/src/config/data-directory';
import { scoreCommands, type CommandAnswer } from '../../../services/nlu/src/evaluation/command-score';
import { scoreMassive } from '../../../services/nlu/src/evaluation/massive-score';
import type { ModelReading } from '../../../services/nlu/src/model/model-reading';
import type { BenchSentences, CommandSetName } from './bench-sentences';
import { countAccepted, THRESHOLD, timesOf, type Contestant } from './contestant';
import { nlpJsFootprint, type Footprint } from './footprint';
import { NlpJs, type Guess, type LabelledSentence } from './nlp-js';

const WARM_UP = 1_000;

/** The figures of nlp.js, trained once for each task. It finds no slots and no arguments by itself. */
export interface NlpJsFigures extends Contestant {
  /** Share of right intents where an answer under its own threshold of 0.5 counts as wrong. */
  readonly accuracyWithThreshold: number;
  readonly trainedOn: { readonly massive: number; readonly commands: number; readonly none: number };
}

export async function measureNlpJs(sentences: BenchSentences): Promise<NlpJsFigures> {
  const { train, dev, nonMedia, sets, commands } = sentences;
  const warmUp = train.slice(0, WARM_UP).map(({ utt }) => utt);
  const texts = dev.map(({ utt }) => utt);

  const ofMassive = await NlpJs.train(train.map(({ utt, intent }) => ({ text: utt, intent })));
  const read = await ofMassive.classifyAll(texts, warmUp);
  const footprint = await footprintOf(ofMassive, texts);
  const readings = read.results.map(({ best }) => withoutSlots(best));
  const answered = read.results.map(({ answer }) => withoutSlots(answer));

  const { examples, nothing } = commandExamples();
  const ofCommands = await NlpJs.train([...examples, ...nothing]);
  const answers = async (wanted: readonly string[]) =>
    (await ofCommands.classifyAll(wanted, [])).results.map(({ answer }) => toCommandAnswer(answer));
  const score = async (name: CommandSetName) =>
    scoreCommands(sets[name], await answers(sets[name].map(({ text }) => text)), THRESHOLD);
  return {
    massive: scoreMassive(dev, readings),
    massiveTimes: timesOf(read.milliseconds),
    accuracyWithThreshold: scoreMassive(dev, answered).intentAccuracy,
    commandTimes: timesOf((await ofCommands.classifyAll(commands, warmUp)).milliseconds),
    sets: { tuned: await score('tuned'), 'held-out': await score('held-out') },
    nonMediaAccepted: countAccepted(await answers(nonMedia)),
    footprint,
    trainedOn: { massive: train.length, commands: examples.length, none: nothing.length },
  };
}

/** Our examples with the tool of each, and our sentences that are no command. */
function commandExamples(): { examples: LabelledSentence[]; nothing: LabelledSentence[] } {
  const { examples, nothing } = loadChecks(dataDirectory, 'sv');
  return {
    examples: examples.flatMap(({ intent, groups }) =>
      groups.flatMap(({ sentences }) => sentences.map((text) => ({ text, intent }))),
    ),
    nothing: nothing.map((text) => ({ text, intent: 'none' })),
  };
}

function withoutSlots({ intent, confidence }: Guess): ModelReading {
  return { words: [], intent, confidence, alternatives: [], slots: [] };
}

function toCommandAnswer({ intent, confidence }: Guess): CommandAnswer {
  const name = toolNameSchema.safeParse(intent).data;
  return { confidence, tool: name ? { name, args: {} } : null };
}

async function footprintOf(nlpJs: NlpJs, texts: readonly string[]): Promise<Footprint> {
  const directory = mkdtempSync(join(tmpdir(), 'alice-nlp-js-'));
  try {
    const file = join(directory, 'model.json');
    writeFileSync(file, nlpJs.model);
    return await nlpJsFootprint(file, texts);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
