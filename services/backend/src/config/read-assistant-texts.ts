import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localeSchema, type Locale } from '@alice/contracts';
import { ConfigError } from '@alice/errors';
import type { AssistantTexts, AssistantTextsByLocale } from '../features/conversations';

const DIRECTORY = join(__dirname, '../../data/assistant');

/**
 * Reads the persona, the style and the tasks of the language model from `data/assistant/<locale>/<name>.md`.
 * @throws ConfigError where one is missing or empty
 */
export function readAssistantTexts(directory = DIRECTORY): AssistantTextsByLocale {
  const read = (locale: Locale, name: keyof AssistantTexts) => {
    const file = join(directory, locale, `${name}.md`);
    let text: string;
    try {
      text = readFileSync(file, 'utf8').trim();
    } catch (cause) {
      throw new ConfigError(`cannot read ${file}`, { cause });
    }
    if (text === '') throw new ConfigError(`${file} is empty`);
    // Lines are broken for who edits the file; only blank lines mean something.
    return text.replace(/(?<!\n)\n(?!\n)/g, ' ');
  };
  const readAll = (locale: Locale): AssistantTexts => ({
    persona: read(locale, 'persona'),
    style: read(locale, 'style'),
    title: read(locale, 'title'),
    digest: read(locale, 'digest'),
  });
  return Object.fromEntries(
    localeSchema.options.map((locale) => [locale, readAll(locale)]),
  ) as AssistantTextsByLocale;
}
