'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { LOCALE_COOKIE } from '../../i18n/locale';
import { keepChoice } from '../../keep-choice';
import { Button } from '../../ui/button';

/** Changes to the other language, for who is not signed in yet. */
export function LanguageSwitch() {
  const t = useTranslations('language');
  const router = useRouter();
  const other = useLocale() === 'sv' ? 'en' : 'sv';
  return (
    <Button
      kind="bare"
      lang={other}
      className="px-3"
      data-testid="language"
      onClick={() => {
        keepChoice(LOCALE_COOKIE, other);
        router.refresh();
      }}
    >
      {t('other')}
    </Button>
  );
}
