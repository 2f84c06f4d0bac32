import type { Locale } from '@alice/contracts';
import en from './en.json';
import sv from './sv.json';

export type MessageKey = keyof typeof sv;

const messages: Record<Locale, Record<MessageKey, string>> = { sv, en };

/** The text for people behind `key`, with every `{name}` replaced by its value. */
export function translate(
  locale: Locale,
  key: MessageKey,
  values: Record<string, string | number> = {},
): string {
  return messages[locale][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
