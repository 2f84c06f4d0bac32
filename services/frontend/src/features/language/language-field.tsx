'use client';

import type { Locale } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useKeepPreference } from '../../backend/use-keep-preference';
import { LOCALE_COOKIE, LOCALES } from '../../i18n/locale';
import { keepChoice } from '../../keep-choice';
import { ChoiceField } from '../../ui/choice-field';

/** Each language in its own words. */
const NAMES: Record<Locale, string> = { sv: 'Svenska', en: 'English' };

/** The language of the page and of Alice's answers, for who is signed in; it holds at once. */
export function LanguageField() {
  const t = useTranslations('language');
  const router = useRouter();
  const [chosen, setChosen] = useState(useLocale());
  const { keep, error } = useKeepPreference();
  return (
    <ChoiceField
      legend={t('legend')}
      name="language"
      options={LOCALES.map((locale) => ({
        value: locale,
        label: NAMES[locale],
        hint: locale === 'sv' ? t('hintSv') : t('hintEn'),
      }))}
      value={chosen}
      error={error}
      onChange={(locale) => {
        setChosen(locale);
        keepChoice(LOCALE_COOKIE, locale);
        router.refresh();
        keep({ locale });
      }}
    />
  );
}
