'use client';

import type { AcceptInvitationRequest, User } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { callOnce } from '../../backend/call-api';
import { AccountForm } from './account-form';
import { DeadEnd } from './dead-end';
import { tokenFromFragment } from './token-from-fragment';

/** Makes an own account with the token of an invitation's link. */
export function InviteForm() {
  const t = useTranslations('accounts');
  const [token, setToken] = useState<string | null>(null);

  useEffect(() => {
    const look = () => setToken(tokenFromFragment());
    look();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, []);

  if (token === null) return <p className="text-muted">{t('looking')}</p>;
  if (token === '') {
    return <DeadEnd testId="invite-no-token">{t('invite.noToken')}</DeadEnd>;
  }
  return (
    <AccountForm
      name="invite"
      lead={t('invite.lead')}
      usernameHint={t('usernameHint')}
      submitLabel={t('setupSubmit')}
      onSubmit={async (credentials) => {
        const body: AcceptInvitationRequest = { token, ...credentials };
        await callOnce<User>('/api/invitations/accept', { method: 'POST', body });
        // A full load, so that the token leaves the address and the history.
        window.location.replace('/welcome');
      }}
    />
  );
}
