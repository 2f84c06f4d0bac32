'use client';

import { useTranslations } from 'next-intl';
import { callApi } from '../../backend/call-api';
import { SignOutIcon } from '../../ui/icons';
import { IconButton } from '../../ui/icon-button';
import { useUser } from './session-gate';

/** Ends the session, here and at the backend. */
export function SignOutButton() {
  const t = useTranslations('accounts');
  const user = useUser();
  return (
    <IconButton
      label={t('signOut', { name: user.username })}
      data-testid="sign-out"
      onClick={() => {
        void callApi('/api/auth/logout', { method: 'POST' })
          .catch(() => undefined)
          .then(() => window.location.replace('/login'));
      }}
    >
      <SignOutIcon />
    </IconButton>
  );
}
