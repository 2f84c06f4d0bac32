'use client';

import type { Problem, Session } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi, problemOf } from '../../backend/call-api';
import { ProblemNotice } from '../../backend/problem-notice';
import type { Loaded } from '../../backend/use-loaded';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Loading } from '../../ui/loading';
import { Panel } from '../../ui/panel';
import { useToast } from '../../ui/toaster';
import { browserName } from './browser-name';
import { agoWords, dayWords } from './time-words';
import { TryAgain } from './try-again';

/** Where the person is signed in; the other places can be signed out. */
export function SessionList({ sessions }: { sessions: Loaded<Session[]> }) {
  const t = useTranslations('accounts');
  const locale = useLocale();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { data } = sessions;

  const device = ({ userAgent }: Session) => {
    const name = browserName(userAgent);
    if (!name) return t('sessions.unknown');
    return name.system ? t('sessions.on', { browser: name.browser, system: name.system }) : name.browser;
  };

  async function end(path: `/api/auth/sessions${string}`, left: Session[], said: string) {
    setBusy(true);
    setProblem(null);
    try {
      await callApi(path, { method: 'DELETE' });
      sessions.set(left);
      toast({ title: said });
    } catch (error) {
      const found = problemOf(error);
      // It has ended by itself meanwhile.
      if (found.code === 'not_found') sessions.set(left);
      else setProblem(found);
    } finally {
      setBusy(false);
      setAsking(false);
    }
  }

  const others = data?.filter(({ current }) => !current) ?? [];
  return (
    <Panel
      title={t('sessions.title')}
      lead={t('sessions.lead')}
      testId="sessions-panel"
      action={
        others.length > 0 && (
          <Button kind="quiet" data-testid="end-other-sessions" onClick={() => setAsking(true)}>
            {t('sessions.endOthers')}
          </Button>
        )
      }
    >
      <ProblemNotice problem={problem} className="mb-4" />
      <ProblemNotice problem={sessions.problem} action={<TryAgain onClick={sessions.reload} />} />
      {!data && sessions.loading && <Loading label={t('sessions.loading')} />}
      <ul className="divide-y divide-line">
        {data?.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3 first:pt-0 last:pb-0"
            data-testid="session"
          >
            <div className="min-w-0 flex-1 basis-52">
              <p className="font-medium break-words">
                {device(session)}
                {session.current && (
                  <span className="ml-2 rounded-full bg-moss px-2.5 py-0.5 text-xs whitespace-nowrap">
                    {t('sessions.thisOne')}
                  </span>
                )}
              </p>
              <p className="text-sm text-muted">
                {t('sessions.seen', { ago: agoWords(locale, session.lastSeenAt) ?? t('ago.now') })}
                {' · '}
                {t('sessions.since', { date: dayWords(locale, session.createdAt) })}
              </p>
            </div>
            {!session.current && (
              <Button
                kind="quiet"
                disabled={busy}
                aria-label={t('sessions.endLabel', { device: device(session) })}
                data-testid="end-session"
                onClick={() =>
                  void end(
                    `/api/auth/sessions/${session.id}`,
                    (data ?? []).filter(({ id }) => id !== session.id),
                    t('sessions.ended', { device: device(session) }),
                  )
                }
              >
                {t('sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {data && others.length === 0 && (
        <p className="mt-3 text-sm text-muted" data-testid="no-other-sessions">
          {t('sessions.none')}
        </p>
      )}
      <ConfirmDialog
        open={asking}
        title={t('sessions.confirmTitle')}
        description={t('sessions.confirmLead')}
        confirmLabel={t('sessions.endOthers')}
        cancelLabel={t('cancel')}
        danger
        busy={busy}
        testId="confirm-end-others"
        onConfirm={() =>
          void end(
            '/api/auth/sessions',
            (data ?? []).filter(({ current }) => current),
            t('sessions.othersEnded'),
          )
        }
        onClose={() => setAsking(false)}
      />
    </Panel>
  );
}
