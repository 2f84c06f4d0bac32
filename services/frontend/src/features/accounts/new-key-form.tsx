'use client';

import type { CreatedKey } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi, ProblemError, unreachable } from '../../backend/call-api';
import { ProblemNotice } from '../../backend/problem-notice';
import { useForm } from '../../backend/use-form';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { TextField } from '../../ui/text-field';
import { CreatedKeyDialog } from './created-key-dialog';
import { ScopeField, scopesFor } from './scope-field';
import { useUser } from './session-gate';

/** Makes an API key and shows it, this once. */
export function NewKeyForm({ onCreated }: { onCreated: () => void }) {
  const t = useTranslations('accounts.keys');
  const sending = useTranslations('accounts')('sending');
  const [created, setCreated] = useState<{ name: string; key: string } | null>(null);
  const scopes = scopesFor(useUser().role);
  const { errors, busy, submit } = useForm(['name', 'scope'], async ({ name }, form) => {
    const chosen = scopes.filter((scope) => new FormData(form).getAll('scope').includes(scope));
    if (chosen.length === 0) {
      throw new ProblemError({
        ...unreachable(400),
        errors: [{ path: 'scope', message: t('scopeMissing') }],
      });
    }
    const body = { name, ...(chosen.length < scopes.length ? { scopes: chosen } : {}) };
    const { key } = await callApi<CreatedKey>('/api/keys', { method: 'POST', body });
    form.reset();
    setCreated({ name: name.trim(), key });
    onCreated();
  });
  return (
    <Panel
      title={t('newTitle')}
      lead={
        <a href="/api/docs" target="_blank" rel="noopener" className="underline underline-offset-4">
          {t('docs')}
        </a>
      }
      testId="new-key-panel"
    >
      <form className="flex max-w-sm flex-col gap-4" onSubmit={submit}>
        <ProblemNotice problem={errors.form} />
        <TextField
          label={t('name')}
          name="name"
          data-testid="key-name"
          placeholder={t('namePlaceholder')}
          autoComplete="off"
          maxLength={100}
          required
          error={errors.fields.name}
        />
        <ScopeField scopes={scopes} error={errors.fields.scope} />
        <Button type="submit" className="self-start" disabled={busy} data-testid="key-create">
          {busy ? sending : t('create')}
        </Button>
      </form>
      <CreatedKeyDialog created={created} onClose={() => setCreated(null)} />
    </Panel>
  );
}
