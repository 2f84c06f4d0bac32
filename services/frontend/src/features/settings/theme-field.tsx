'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useKeepPreference } from '../../backend/use-keep-preference';
import { keepChoice } from '../../keep-choice';
import { pickTheme, THEME_COOKIE, THEMES, type Theme } from '../../theme';
import { ChoiceField } from '../../ui/choice-field';

/** The page's theme by what stands on its root; the server put it there. */
const shownTheme = () => pickTheme(document.documentElement.dataset.theme);

function show(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Light, dark, or as the device is; it holds at once. */
export function ThemeField() {
  const t = useTranslations('settings.theme');
  const router = useRouter();
  const [chosen, setChosen] = useState<Theme | null>(null);
  const { keep, error } = useKeepPreference();
  useEffect(() => setChosen(shownTheme()), []);
  return (
    <ChoiceField
      legend={t('legend')}
      name="theme"
      options={THEMES.map((theme) => ({ value: theme, label: t(theme), hint: t(`${theme}Hint`) }))}
      value={chosen}
      error={error}
      onChange={(theme) => {
        setChosen(theme);
        show(theme);
        keepChoice(THEME_COOKIE, theme);
        // The colour of the browser's own frame comes from the server.
        router.refresh();
        keep({ theme });
      }}
    />
  );
}
