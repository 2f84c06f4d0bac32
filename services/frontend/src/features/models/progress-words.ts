'use client';

import { useLocale, useTranslations } from 'next-intl';
import { rateWords, sizeWords } from './amounts';
import { percentOf, rateOf, secondsLeft, timeLeft } from './pull-progress';
import type { Download } from './use-downloads';

/** Returns how far a download is, how fast, and how long it will take, as far as that is known. */
export function useProgressWords(): (download: Download) => string {
  const t = useTranslations('models.download');
  const locale = useLocale();
  return ({ pull, samples }) => {
    const { completedBytes, totalBytes } = pull;
    const rate = rateOf(samples);
    const left = secondsLeft(pull, rate);
    const parts = [
      t('bytes', {
        percent: percentOf(pull) ?? 0,
        completed: sizeWords(completedBytes ?? 0, locale),
        total: sizeWords(totalBytes ?? 0, locale),
      }),
    ];
    if (rate !== null) parts.push(rateWords(rate, locale));
    if (left !== null) {
      const { key, ...values } = timeLeft(left);
      parts.push(t(`left.${key}`, { hours: 0, minutes: 0, ...values }));
    }
    return parts.join(' · ');
  };
}
