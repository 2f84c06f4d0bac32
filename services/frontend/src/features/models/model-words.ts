'use client';

import type { ModelSuggestion } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { sizeWords } from './amounts';
import { listedName } from './model-name-rule';

/** Returns what to call a model: its title where it is one of ours, else its name. */
export const titlesOf =
  (suggestions: readonly ModelSuggestion[]) =>
  (name: string): string =>
    suggestions.find((each) => listedName(each.name) === listedName(name))?.title ??
    name.replace(/:latest$/, '');

/** Returns how to name sizes in the language of the page. */
export function useSize(): (bytes: number) => string {
  const locale = useLocale();
  return (bytes) => sizeWords(bytes, locale);
}

/** Returns what is worth knowing of a model that is suggested, in words. */
export function useNotes(): (model: ModelSuggestion) => string[] {
  const t = useTranslations('models.notes');
  return ({ languages, tools, thinks }) => [
    t(`languages.${languages}`),
    t(tools ? 'tools' : 'noTools'),
    t(`thinks.${thinks}`),
  ];
}
