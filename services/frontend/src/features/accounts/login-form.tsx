'use client';

import type { SetupState, User } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { callApi } from '../../backend/call-api';
import { AccountForm } from './account-form';
import { returnPath } from './return-path';

/** Signs a person in and goes on where they were. */
export function LoginForm() {
  const t = useTranslations('accounts');
  const [ownerMissing, setOwnerMissing] = useState(false);

  useEffect(() => {
    callApi<SetupState>('/api/auth/setup')
      .then(({ ownerExists }) => setOwnerMissing(!ownerExists))
      .catch(() => undefined);
  }, []);

  return (
    <AccountForm
      name="login"
      submitLabel={t('loginSubmit')}
      footer={ownerMissing && <p className="text-sm text-muted">{t('noOwnerYet')}</p>}
      onSubmit={async (credentials) => {
        await callApi<User>('/api/auth/login', { method: 'POST', body: credentials });
        window.location.replace(returnPath(window.location.search));
      }}
    />
  );
}
