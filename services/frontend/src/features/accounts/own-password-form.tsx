'use client';

import { useTranslations } from 'next-intl';
import { callApi } from '../../backend/call-api';
import { ProblemNotice } from '../../backend/problem-notice';
import { useForm } from '../../backend/use-form';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { useToast } from '../../ui/toaster';
import { NewPasswordField, OwnPasswordField } from './password-fields';
import { useUser } from './session-gate';

export interface OwnPasswordFormProps {
  /** Other sessions have ended. */
  onChanged: () => void;
}

/** Changes the own password. */
export function OwnPasswordForm({ onChanged }: OwnPasswordFormProps) {
  const t = useTranslations('accounts');
  const toast = useToast();
  const { username } = useUser();
  const { errors, busy, submit } = useForm(['currentPassword', 'newPassword'], async (body, form) => {
    await callApi('/api/auth/password', { method: 'POST', body });
    form.reset();
    toast({ title: t('profile.passwordSaved'), detail: t('profile.passwordSavedDetail') });
    onChanged();
  });
  return (
    <Panel title={t('profile.passwordTitle')} lead={t('profile.passwordLead')} testId="password-panel">
      <form className="flex max-w-sm flex-col gap-4" onSubmit={submit}>
        <ProblemNotice problem={errors.form} />
        {/* Tells password managers whose password it is. */}
        <input hidden autoComplete="username" value={username} readOnly />
        <OwnPasswordField
          label={t('profile.currentPassword')}
          name="currentPassword"
          data-testid="current-password"
          error={errors.fields.currentPassword}
        />
        <NewPasswordField
          label={t('profile.newPassword')}
          name="newPassword"
          data-testid="new-password"
          error={errors.fields.newPassword}
        />
        <Button type="submit" className="self-start" disabled={busy} data-testid="password-save">
          {busy ? t('sending') : t('profile.change')}
        </Button>
      </form>
    </Panel>
  );
}
