'use client';

import type { Preferences, SetupState, User } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { callOnce } from '../../backend/call-api';
import { reword } from '../../backend/reword';
import { LOCALE_COOKIE } from '../../i18n/locale';
import { keepChoice } from '../../keep-choice';
import { THEME_COOKIE } from '../../theme';
import { AccountForm } from './account-form';
import { returnPath } from './return-path';

/** What the person chose elsewhere holds in this browser too. */
async function bringPreferences(): Promise<void> {
  const { locale, theme } = await callOnce<Preferences>('/api/auth/me/preferences');
  if (locale) keepChoice(LOCALE_COOKIE, locale);
  keepChoice(THEME_COOKIE, theme);
}

/** Signs a person in and goes on where they were. */
export function LoginForm() {
  const t = useTranslations('accounts');
  const [ownerMissing, setOwnerMissing] = useState(false);

  useEffect(() => {
    callOnce<SetupState>('/api/auth/setup')
      .then(({ ownerExists }) => setOwnerMissing(!ownerExists))
      .catch(() => undefined);
  }, []);

  return (
    <AccountForm
      name="login"
      submitLabel={t('loginSubmit')}
      footer={ownerMissing && <p className="text-sm text-muted">{t('noOwnerYet')}</p>}
      onSubmit={async (credentials) => {
        await callOnce<User>('/api/auth/login', { method: 'POST', body: credentials }).catch((error) =>
          reword(error, { unauthenticated: { title: t('loginWrong') } }),
        );
        await bringPreferences().catch(() => undefined);
        window.location.replace(returnPath(window.location.search));
      }}
    />
  );
}
