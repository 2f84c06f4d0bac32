import { join } from 'node:path';
import { dataDirectory } from '../../../services/nlu/src/config/data-directory';
import { readCommandSet, type CommandSentence } from '../../../services/nlu/src/evaluation/command-set';
import { readMassive, type MassiveRow } from '../../../services/nlu/src/massive/massive-rows';

/** Our own sentences: those that may be looked at while knowledge is written, and those that may not. */
export const commandSetNames = ['tuned', 'held-out'] as const;
export type CommandSetName = (typeof commandSetNames)[number];

/** Everything that is measured on; the same for Alice and for nlp.js. */
export interface BenchSentences {
  /** MASSIVE's train part, which only nlp.js is trained on here; the committed model has seen it already. */
  readonly train: readonly MassiveRow[];
  readonly dev: readonly MassiveRow[];
  /** The dev part's sentences that are no media command. */
  readonly nonMedia: readonly string[];
  readonly sets: Readonly<Record<CommandSetName, readonly CommandSentence[]>>;
  /** The commands of all sets. */
  readonly commands: readonly string[];
}

/** MASSIVE's own media commands; Alice may take them for hers. */
const MEDIA = /^(?:play|audio_volume|music)_/u;

export function readBenchSentences(): BenchSentences {
  const rows = readMassive(join(dataDirectory, 'massive/sv-SE.train-dev.jsonl'));
  const dev = rows.filter(({ partition }) => partition === 'dev');
  const read = (name: CommandSetName) => readCommandSet(join(dataDirectory, `evaluation/${name}.jsonl`));
  const sets = { tuned: read('tuned'), 'held-out': read('held-out') };
  return {
    train: rows.filter(({ partition }) => partition === 'train'),
    dev,
    nonMedia: dev.filter(({ intent }) => !MEDIA.test(intent)).map(({ utt }) => utt),
    sets,
    commands: Object.values(sets)
      .flat()
      .filter(({ tool }) => tool !== null)
      .map(({ text }) => text),
  };
}
