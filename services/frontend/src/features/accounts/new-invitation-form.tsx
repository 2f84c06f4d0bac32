'use client';

import type { CreatedInvitation } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '../../backend/call-api';
import { ProblemNotice } from '../../backend/problem-notice';
import { useForm } from '../../backend/use-form';
import { Button } from '../../ui/button';
import { copyText } from '../../ui/copy-text';
import { SelectField } from '../../ui/select-field';
import { TextField } from '../../ui/text-field';

/** Makes an invitation and shows its link, this once. */
export function NewInvitationForm({ onCreated }: { onCreated: () => void }) {
  const t = useTranslations('accounts.invitations');
  const all = useTranslations('accounts');
  const [role, setRole] = useState('adult');
  const [url, setUrl] = useState<string | null>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const { errors, busy, submit } = useForm(['name', 'role'], async ({ name, role: chosen }, form) => {
    const body = { role: chosen, ...(name.trim() === '' ? {} : { name }) };
    const created = await callApi<CreatedInvitation>('/api/invitations', { method: 'POST', body });
    form.reset();
    setCopied(null);
    setUrl(created.url);
    onCreated();
  });
  return (
    <form className="flex max-w-sm flex-col gap-4" onSubmit={submit}>
      <ProblemNotice problem={errors.form} />
      <TextField
        label={t('name')}
        name="name"
        data-testid="invitation-name"
        autoComplete="off"
        maxLength={64}
        error={errors.fields.name}
      />
      <SelectField
        label={all('users.role')}
        name="role"
        data-testid="invitation-role"
        options={(['adult', 'guest'] as const).map((value) => ({ value, label: all(`roles.${value}`) }))}
        value={role}
        onChange={setRole}
        error={errors.fields.role}
      />
      <Button type="submit" className="self-start" disabled={busy} data-testid="invitation-create">
        {busy ? all('sending') : t('create')}
      </Button>
      {url !== null && (
        <div className="flex flex-col gap-3" data-testid="invitation-link">
          <TextField
            label={t('link')}
            hint={t('linkHint')}
            value={url}
            readOnly
            spellCheck={false}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button kind="quiet" onClick={() => void copyText(url).then(setCopied)}>
            {copied ? all('keys.copied') : all('keys.copy')}
          </Button>
          <p role="status" className="text-sm text-lingon empty:-mt-3">
            {copied === false && t('copyFailed')}
          </p>
        </div>
      )}
    </form>
  );
}
