'use client';

import type { Problem } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { problemText } from './problem-text';

/** What a problem is told to a person as, in the language of the page. */
export function useProblemWords(): (problem: Problem) => string {
  const t = useTranslations('problems');
  return (problem) => {
    const text = problemText(problem);
    return 'key' in text ? t(text.key) : text.said;
  };
}
