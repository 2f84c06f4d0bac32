'use client';

import type { AuditEntry, AuditPage } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi, problemOf } from '../../backend/call-api';
import { ProblemNotice } from '../../backend/problem-notice';
import { useLoaded } from '../../backend/use-loaded';
import { useProblemWords } from '../../backend/use-problem-words';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ListIcon } from '../../ui/icons';
import { Loading } from '../../ui/loading';
import { Panel } from '../../ui/panel';
import { useToast } from '../../ui/toaster';
import { EventRow } from './event-row';

/** For the owner: who did what when. */
export function Events({ owner }: { owner: boolean }) {
  const t = useTranslations('audit');
  if (owner) return <AllEvents />;
  return (
    <EmptyState
      title={t('ownerOnly')}
      lead={t('ownerOnlyLead')}
      icon={<ListIcon className="size-8" />}
      testId="no-permission"
    />
  );
}

function AllEvents() {
  const t = useTranslations('audit');
  const words = useProblemWords();
  const toast = useToast();
  const { data, problem, loading, reload, set } = useLoaded<AuditPage>('/api/audit');
  const [busy, setBusy] = useState(false);

  async function more({ items, nextCursor }: AuditPage) {
    setBusy(true);
    try {
      const older = await callApi<AuditPage>(`/api/audit?cursor=${nextCursor}`);
      set({ items: [...items, ...older.items], nextCursor: older.nextCursor });
    } catch (error) {
      toast({ title: words(problemOf(error)), kind: 'problem' });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Panel title={t('title')} lead={t('lead')} testId="events-panel">
      <ProblemNotice
        problem={problem}
        action={
          <Button kind="quiet" onClick={reload}>
            {t('tryAgain')}
          </Button>
        }
      />
      {!data && loading && <Loading label={t('loading')} />}
      {data?.items.length === 0 && (
        <EmptyState title={t('none')} icon={<ListIcon className="size-8" />} testId="no-events" />
      )}
      <ul className="divide-y divide-line">
        {data?.items.map((entry: AuditEntry) => (
          <EventRow key={entry.id} entry={entry} />
        ))}
      </ul>
      {data?.nextCursor && (
        <Button
          kind="quiet"
          className="mt-4"
          disabled={busy}
          data-testid="more-events"
          onClick={() => void more(data)}
        >
          {busy ? t('loading') : t('more')}
        </Button>
      )}
    </Panel>
  );
}
