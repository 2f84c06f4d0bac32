'use client';

import { useTranslations } from 'next-intl';
import { useProblemWords } from '../../backend/use-problem-words';
import type { Music } from './use-music';

/** What is wrong with the music, in words; null where nothing is. */
export function useMusicWords({ trouble, missing }: Music): string | null {
  const t = useTranslations('music');
  const words = useProblemWords();
  if (trouble && 'message' in trouble) return trouble.message;
  // At the field, a problem says what is wrong; its title only of what kind it is.
  if (trouble) return trouble.problem.errors?.[0]?.message ?? words(trouble.problem);
  if (!missing) return null;
  return missing.code === 'unavailable' && missing.status === 503 ? t('tryingAgain') : words(missing);
}
