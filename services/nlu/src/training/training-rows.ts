import { join } from 'node:path';
import { readMassive, type MassiveRow } from '../massive/massive-rows';
import { cutAtBlanks, modelWord } from '../model/model-words';

/** The files of MASSIVE that are learnt from; `translated` is Danish and Norwegian put into Swedish. */
const SOURCES = [
  { file: 'sv-SE.train-dev.jsonl', language: 'sv' },
  { file: 'da-DK.as-sv.train-dev.jsonl', language: 'translated' },
  { file: 'nb-NO.as-sv.train-dev.jsonl', language: 'translated' },
  { file: 'en-US.train-dev.jsonl', language: 'en' },
] as const;
/** Longer sentences are left out: there are six, and a batch of them would need its own memory. */
const MOST_WORDS = 30;

/** A row as the parts of the model learn from it. */
export interface TrainingRow {
  readonly id: string;
  readonly partition: MassiveRow['partition'];
  readonly language: 'sv' | 'translated' | 'en';
  readonly intent: number;
  /** Words of the sentence as it was said. */
  readonly utterance: readonly string[];
  /** Words of the annotated sentence, and a tag for each. */
  readonly words: readonly string[];
  readonly tags: readonly number[];
}

/** The names that indexes of intents and tags stand for; tag 0 is "O". */
export interface Labels {
  readonly intents: readonly string[];
  readonly tags: readonly string[];
}

/** Reads all rows below `directory`, with the labels that the Swedish training part names. */
export function readTrainingRows(directory: string): { rows: TrainingRow[]; labels: Labels } {
  const read = SOURCES.map(({ file, language }) => ({ language, rows: readMassive(join(directory, file)) }));
  const training = (read[0]?.rows ?? []).filter(({ partition }) => partition === 'train');
  const intents = [...new Set(training.map(({ intent }) => intent))].sort();
  const types = [...new Set(training.flatMap(({ slots }) => slots.map(({ type }) => type)))].sort();
  const labels = { intents, tags: ['O', ...types.flatMap((type) => [`B-${type}`, `I-${type}`])] };
  const rows = read.flatMap(({ language, rows: some }) =>
    some.map((row) => trainingRow(row, language, labels)),
  );
  return { rows: rows.filter(({ words }) => words.length > 0 && words.length <= MOST_WORDS), labels };
}

function trainingRow(row: MassiveRow, language: TrainingRow['language'], labels: Labels): TrainingRow {
  const tags = row.words.map(() => 0);
  for (const { type, start, end } of row.slots) {
    for (let at = start; at < end; at += 1)
      tags[at] = Math.max(0, labels.tags.indexOf(`${at === start ? 'B' : 'I'}-${type}`));
  }
  return {
    id: row.id,
    partition: row.partition,
    language,
    intent: labels.intents.indexOf(row.intent),
    utterance: cutAtBlanks(row.utt).map(modelWord),
    words: row.words.map(modelWord),
    tags,
  };
}
