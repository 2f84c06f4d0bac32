'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { LOCALE_COOKIE } from '../../i18n/locale';
import { Button } from '../../ui/button';

const A_YEAR = 365 * 24 * 60 * 60;

/** Changes to the other language; the choice is a cookie, so that the server renders it the next time. */
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
        document.cookie = `${LOCALE_COOKIE}=${other}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax`;
        router.refresh();
      }}
    >
      {t('other')}
    </Button>
  );
}
