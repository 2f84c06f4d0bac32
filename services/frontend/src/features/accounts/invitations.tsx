'use client';

import type { Invitation } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { callApi, problemOf } from '../../backend/call-api';
import { ProblemNotice } from '../../backend/problem-notice';
import { useLoaded } from '../../backend/use-loaded';
import { useProblemWords } from '../../backend/use-problem-words';
import { Button } from '../../ui/button';
import { Loading } from '../../ui/loading';
import { Panel } from '../../ui/panel';
import { useToast } from '../../ui/toaster';
import { NewInvitationForm } from './new-invitation-form';
import { useUser } from './session-gate';
import { dayWords } from './time-words';
import { TryAgain } from './try-again';

/** For the owner: links with which others make accounts of their own. */
export function Invitations() {
  return useUser().role === 'owner' ? <AllInvitations /> : null;
}

function AllInvitations() {
  const t = useTranslations('accounts.invitations');
  const roles = useTranslations('accounts.roles');
  const locale = useLocale();
  const words = useProblemWords();
  const toast = useToast();
  const { data, problem, loading, reload, set } = useLoaded<Invitation[]>('/api/invitations');

  async function revoke({ id }: Invitation) {
    try {
      await callApi(`/api/invitations/${id}`, { method: 'DELETE' });
      set((data ?? []).filter((one) => one.id !== id));
      toast({ title: t('revoked') });
    } catch (error) {
      const found = problemOf(error);
      if (found.code === 'not_found') reload();
      else toast({ title: words(found), kind: 'problem' });
    }
  }

  return (
    <Panel title={t('title')} lead={t('lead')} testId="invitations-panel">
      <NewInvitationForm onCreated={reload} />
      <ProblemNotice problem={problem} action={<TryAgain onClick={reload} />} className="mt-4" />
      {!data && loading && <Loading label={t('loading')} />}
      <ul className="mt-4 divide-y divide-line empty:mt-0">
        {data?.map((invitation) => (
          <li
            key={invitation.id}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3 last:pb-0"
            data-testid="invitation"
          >
            <div className="min-w-0 flex-1 basis-52">
              <p className="font-medium break-words">{invitation.name ?? t('unnamed')}</p>
              <p className="text-sm text-muted">
                {roles(invitation.role)}
                {' · '}
                {t('until', { date: dayWords(locale, invitation.expiresAt) })}
              </p>
            </div>
            <Button
              kind="quiet"
              aria-label={t('revokeLabel', { name: invitation.name ?? t('unnamed') })}
              data-testid="revoke-invitation"
              onClick={() => void revoke(invitation)}
            >
              {t('revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
