'use client';

import type { ApiKey } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi, problemOf } from '../../backend/call-api';
import { ProblemNotice } from '../../backend/problem-notice';
import { useLoaded } from '../../backend/use-loaded';
import { useProblemWords } from '../../backend/use-problem-words';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { EmptyState } from '../../ui/empty-state';
import { KeyIcon } from '../../ui/icons';
import { Loading } from '../../ui/loading';
import { Panel } from '../../ui/panel';
import { useToast } from '../../ui/toaster';
import { NewKeyForm } from './new-key-form';
import { agoWords, dayWords } from './time-words';
import { TryAgain } from './try-again';

/** The person's API keys: makes them, shows when they were used last, removes them. */
export function ApiKeys() {
  const t = useTranslations('accounts.keys');
  const all = useTranslations('accounts');
  const words = useProblemWords();
  const toast = useToast();
  const keys = useLoaded<ApiKey[]>('/api/keys');
  const [leaving, setLeaving] = useState<ApiKey | null>(null);
  const [busy, setBusy] = useState(false);

  async function remove({ id, name }: ApiKey) {
    setBusy(true);
    try {
      await callApi(`/api/keys/${id}`, { method: 'DELETE' });
      keys.set((keys.data ?? []).filter((key) => key.id !== id));
      toast({ title: t('removed', { name }) });
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === 'not_found') keys.reload();
      else toast({ title: words(problem), kind: 'problem' });
    } finally {
      setBusy(false);
      setLeaving(null);
    }
  }

  return (
    <>
      <NewKeyForm onCreated={keys.reload} />
      <Panel title={t('title')} lead={t('lead')} testId="keys-panel">
        <ProblemNotice problem={keys.problem} action={<TryAgain onClick={keys.reload} />} />
        {!keys.data && keys.loading && <Loading label={t('loading')} />}
        {keys.data?.length === 0 && (
          <EmptyState
            title={t('none')}
            lead={t('noneLead')}
            icon={<KeyIcon className="size-8" />}
            testId="no-keys"
          />
        )}
        <ul className="divide-y divide-line">
          {keys.data?.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRemove={() => setLeaving(key)} />
          ))}
        </ul>
      </Panel>
      <ConfirmDialog
        open={leaving !== null}
        title={t('removeTitle', { name: leaving?.name ?? '' })}
        description={t('removeLead')}
        confirmLabel={t('remove')}
        cancelLabel={all('cancel')}
        danger
        busy={busy}
        testId="confirm-remove-key"
        onConfirm={() => leaving && void remove(leaving)}
        onClose={() => setLeaving(null)}
      />
    </>
  );
}

function KeyRow({ apiKey, onRemove }: { apiKey: ApiKey; onRemove: () => void }) {
  const t = useTranslations('accounts.keys');
  const now = useTranslations('accounts')('ago.now');
  const locale = useLocale();
  const { name, scopes, createdAt, lastUsedAt } = apiKey;
  const uses = scopes ? scopes.map((scope) => t(`scope.${scope}`)).join(', ') : t('allScopes');
  const used = lastUsedAt ? t('used', { ago: agoWords(locale, lastUsedAt) ?? now }) : t('neverUsed');
  return (
    <li
      className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3 first:pt-0 last:pb-0"
      data-testid="api-key"
    >
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-medium break-words">{name}</p>
        <p className="text-sm text-muted" data-testid="key-scopes">
          {uses}
        </p>
        <p className="text-sm text-muted">
          {used}
          {' · '}
          {t('created', { date: dayWords(locale, createdAt) })}
        </p>
      </div>
      <Button
        kind="quiet"
        aria-label={t('removeLabel', { name })}
        data-testid="remove-key"
        onClick={onRemove}
      >
        {t('remove')}
      </Button>
    </li>
  );
}
