'use client';

import type { User } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { callApi } from '../../backend/call-api';
import { ProblemNotice } from '../../backend/problem-notice';
import { useForm } from '../../backend/use-form';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { TextField } from '../../ui/text-field';
import { useToast } from '../../ui/toaster';
import { useAccount } from './session-gate';

/** Changes the name that a person signs in with. */
export function NameForm() {
  const t = useTranslations('accounts');
  const toast = useToast();
  const { user, change } = useAccount();
  const { errors, busy, submit } = useForm(['username'], async (body) => {
    const changed = await callApi<User>('/api/auth/me', { method: 'PATCH', body });
    change(changed);
    toast({ title: t('profile.nameSaved', { name: changed.username }) });
  });
  return (
    <Panel title={t('profile.nameTitle')} lead={t('profile.nameLead')} testId="name-panel">
      <form className="flex max-w-sm flex-col gap-4" onSubmit={submit}>
        <ProblemNotice problem={errors.form} />
        <TextField
          label={t('username')}
          name="username"
          data-testid="profile-username"
          defaultValue={user.username}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          required
          hint={t('usernameHint')}
          error={errors.fields.username}
        />
        <Button type="submit" className="self-start" disabled={busy} data-testid="profile-save">
          {busy ? t('sending') : t('save')}
        </Button>
      </form>
    </Panel>
  );
}
