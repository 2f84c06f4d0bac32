'use client';

import type { Session } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useLoaded } from '../../backend/use-loaded';
import { Button } from '../../ui/button';
import { SignOutIcon } from '../../ui/icons';
import { Panel } from '../../ui/panel';
import { NameForm } from './name-form';
import { OwnPasswordForm } from './own-password-form';
import { SessionList } from './session-list';
import { useSignOut } from './use-sign-out';

/** Name, password and sessions of who is signed in. */
export function Profile() {
  const t = useTranslations('accounts');
  const sessions = useLoaded<Session[]>('/api/auth/sessions');
  const signOut = useSignOut();
  return (
    <>
      <NameForm />
      <OwnPasswordForm onChanged={sessions.reload} />
      <SessionList sessions={sessions} />
      <Panel title={t('profile.signOutTitle')} lead={t('profile.signOutLead')}>
        <Button kind="quiet" data-testid="profile-sign-out" onClick={signOut}>
          <SignOutIcon />
          {t('signOut')}
        </Button>
      </Panel>
    </>
  );
}
