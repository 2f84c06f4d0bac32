'use client';

import { useTranslations } from 'next-intl';
import { LanguageField } from '../../../../features/language';
import { ThemeField } from '../../../../features/settings';
import { Panel } from '../../../../ui/panel';

/** Language and theme, which everybody chooses for themselves. */
export function Appearance() {
  const t = useTranslations('settings.appearance');
  return (
    <>
      <Panel title={t('languageTitle')} lead={t('languageLead')} testId="language-panel">
        <LanguageField />
      </Panel>
      <Panel title={t('themeTitle')} lead={t('themeLead')} testId="theme-panel">
        <ThemeField />
      </Panel>
    </>
  );
}
