import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolNameSchema } from '@alice/contracts';
import { z } from 'zod';
import { loadChecks } from '../catalogue/load-catalogue';
import type { CommandCall } from '../commands/command-class';
import { readMassive } from '../massive/massive-rows';

/** A sentence with the call that it asks for. */
export interface CommandRow extends CommandCall {
  readonly text: string;
}

const rowSchema = z.object({
  text: z.string(),
  tool: toolNameSchema.nullable(),
  args: z.record(z.string(), z.unknown()),
});

/** Reads sentences with their calls, one JSON object a line. */
export function readCommandRows(file: string): CommandRow[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => rowSchema.parse(JSON.parse(line)));
}

/** Our own sentences, each once: those that were spoken and typed, and the templates' examples and counter-examples. */
export function ownCommandRows(directory: string): CommandRow[] {
  const checks = (['sv', 'en'] as const).map((locale) => loadChecks(directory, locale));
  const examples = checks.flatMap(({ examples: files }) =>
    files.flatMap(({ intent, groups }) => {
      const tool = toolNameSchema.safeParse(intent);
      if (!tool.success) return [];
      return groups.flatMap(({ args, sentences }) =>
        sentences.map((text): CommandRow => ({ text, tool: tool.data, args })),
      );
    }),
  );
  const nothing = checks.flatMap((check) =>
    check.nothing.map((text): CommandRow => ({ text, tool: null, args: {} })),
  );
  const all = [...readCommandRows(join(directory, 'commands/spoken.jsonl')), ...examples, ...nothing];
  return [...new Map(all.map((row) => [row.text.toLowerCase(), row])).values()];
}

/** MASSIVE's intents that may mean one of our commands: neither for nor against them is learnt from these. */
const MEDIA = /^(?:play_music|audio_volume_\w+|music_\w+)$/u;
/** And those of which some rows are plain commands ("spela lite musik", "nästa"): for all that they teach, no measure. */
const MEDIA_AND_NEAR = /^(?:play|audio_volume|music)_\w+$/u;

/** MASSIVE's sentences that are no media command: of the training part to learn from, of the dev part to measure by; each once. */
export function otherTalk(directory: string, part: 'train' | 'dev'): CommandRow[] {
  const media = part === 'train' ? MEDIA : MEDIA_AND_NEAR;
  const texts = ['sv-SE', 'en-US'].flatMap((locale) =>
    readMassive(join(directory, `massive/${locale}.train-dev.jsonl`))
      .filter(({ intent, partition }) => partition === part && !media.test(intent))
      .map(({ utt }) => utt),
  );
  return [...new Set(texts)].map((text) => ({ text, tool: null, args: {} }));
}
