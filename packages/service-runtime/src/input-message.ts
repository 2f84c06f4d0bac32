import type { Locale } from '@alice/contracts';
import type { z } from 'zod';
import { fillGaps } from './fill-gaps';
import en from './messages/en.json';
import sv from './messages/sv.json';

type Key = keyof typeof sv.inputs;
type Type = keyof typeof sv.types;
type Issue = z.core.$ZodRawIssue;

const texts = { sv, en };

/** What is wrong with one value, told to a person beside the field where they wrote it. */
export function inputMessage(locale: Locale, issue: Issue): string {
  const [key, value] = describe(locale, issue);
  return fillGaps(texts[locale].inputs[key], { value });
}

function describe(locale: Locale, issue: Issue): [key: Key, value: string] {
  const number = (limit: number | bigint) => new Intl.NumberFormat(locale).format(limit);
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return ['missing', ''];
      const types = texts[locale].types;
      return issue.expected in types ? ['type', types[issue.expected as Type]] : ['other', ''];
    }
    case 'invalid_value':
      return issue.input === undefined ? ['missing', ''] : ['oneOf', issue.values.map(String).join(', ')];
    case 'too_small':
      if (issue.origin !== 'string') return [sizeKey(issue.origin, 'few', 'small'), number(issue.minimum)];
      return issue.minimum === 1 ? ['empty', ''] : ['short', number(issue.minimum)];
    case 'too_big':
      if (issue.origin !== 'string') return [sizeKey(issue.origin, 'many', 'large'), number(issue.maximum)];
      return ['long', number(issue.maximum)];
    case 'invalid_format':
      return ['format', ''];
    case 'unrecognized_keys':
      return ['unknown', issue.keys.join(', ')];
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return ['other', ''];
  }
}

const sizeKey = (origin: string, counted: Key, measured: Key): Key =>
  ['array', 'set', 'map'].includes(origin) ? counted : measured;
