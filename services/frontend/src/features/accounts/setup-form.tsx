'use client';

import type { SetupRequest, SetupState, User } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { callOnce } from '../../backend/call-api';
import { reword } from '../../backend/reword';
import { AccountForm } from './account-form';
import { DeadEnd } from './dead-end';
import { tokenFromFragment } from './token-from-fragment';

type Stage = { name: 'looking' | 'no-token' | 'owner-exists' } | { name: 'ready'; setupToken: string };

/** Makes the owner's account with the token of the setup link. */
export function SetupForm() {
  const t = useTranslations('accounts');
  const [stage, setStage] = useState<Stage>({ name: 'looking' });

  useEffect(() => {
    let current = true;
    const look = () => {
      const setupToken = tokenFromFragment();
      const open: Stage = setupToken ? { name: 'ready', setupToken } : { name: 'no-token' };
      callOnce<SetupState>('/api/auth/setup')
        .then(({ ownerExists }) => current && setStage(ownerExists ? { name: 'owner-exists' } : open))
        .catch(() => current && setStage(open));
    };
    look();
    window.addEventListener('hashchange', look);
    return () => {
      current = false;
      window.removeEventListener('hashchange', look);
    };
  }, []);

  if (stage.name === 'looking') return <p className="text-muted">{t('looking')}</p>;
  if (stage.name !== 'ready') {
    return (
      <DeadEnd testId={`setup-${stage.name}`}>
        {t(stage.name === 'no-token' ? 'setupNoToken' : 'setupOwnerExists')}
      </DeadEnd>
    );
  }
  return (
    <AccountForm
      name="setup"
      lead={t('setupLead')}
      usernameHint={t('usernameHint')}
      submitLabel={t('setupSubmit')}
      onSubmit={async (credentials) => {
        const body: SetupRequest = { setupToken: stage.setupToken, ...credentials };
        await callOnce<User>('/api/auth/setup', { method: 'POST', body }).catch((error) =>
          reword(error, {
            forbidden: { title: t('setupWrongToken') },
            conflict: { title: t('setupOwnerExists') },
          }),
        );
        // A full load, so that the token leaves the address and the history.
        window.location.replace('/welcome');
      }}
    />
  );
}
