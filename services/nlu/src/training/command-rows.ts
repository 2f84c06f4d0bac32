import { join } from 'node:path';
import { toolNameSchema } from '@alice/contracts';
import { loadChecks } from '../catalogue/load-catalogue';
import { readCommandSet, type CommandSentence } from '../evaluation/command-set';
import { readMassive } from '../massive/massive-rows';

/** Our own sentences, each once: those that were spoken and typed, and the templates' examples and counter-examples. */
export function ownCommandRows(directory: string): CommandSentence[] {
  const checks = (['sv', 'en'] as const).map((locale) => loadChecks(directory, locale));
  const examples = checks.flatMap(({ examples: files }) =>
    files.flatMap(({ intent, groups }) => {
      const tool = toolNameSchema.safeParse(intent);
      if (!tool.success) return [];
      return groups.flatMap(({ args, sentences }) =>
        sentences.map((text): CommandSentence => ({ text, tool: tool.data, args })),
      );
    }),
  );
  const nothing = checks.flatMap((check) =>
    check.nothing.map((text): CommandSentence => ({ text, tool: null, args: {} })),
  );
  const all = [...readCommandSet(join(directory, 'commands/spoken.jsonl')), ...examples, ...nothing];
  return [...new Map(all.map((row) => [row.text.toLowerCase(), row])).values()];
}

/** MASSIVE's intents that may mean one of our commands: neither for nor against them is learnt from these. */
const MEDIA = /^(?:play_music|audio_volume_\w+|music_\w+)$/u;
/** And those of which some rows are plain commands ("spela lite musik", "nästa"): for all that they teach, no measure. */
const MEDIA_AND_NEAR = /^(?:play|audio_volume|music)_\w+$/u;

/** MASSIVE's sentences that are no media command: of the training part to learn from, of the dev part to measure by; each once. */
export function otherTalk(directory: string, part: 'train' | 'dev'): CommandSentence[] {
  const media = part === 'train' ? MEDIA : MEDIA_AND_NEAR;
  const texts = ['sv-SE', 'en-US'].flatMap((locale) =>
    readMassive(join(directory, `massive/${locale}.train-dev.jsonl`))
      .filter(({ intent, partition }) => partition === part && !media.test(intent))
      .map(({ utt }) => utt),
  );
  return [...new Set(texts)].map((text) => ({ text, tool: null, args: {} }));
}
