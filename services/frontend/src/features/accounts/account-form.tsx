'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ProblemNotice } from '../../backend/problem-notice';
import { useForm } from '../../backend/use-form';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';
import { NewPasswordField, OwnPasswordField } from './password-fields';

export interface Credentials {
  username: string;
  password: string;
}

export interface AccountFormProps {
  /** Prefix of the test ids. */
  name: 'setup' | 'login' | 'invite';
  submitLabel: string;
  lead?: string;
  usernameHint?: string;
  /** Sends it; what it throws is shown, and nothing typed is lost. */
  onSubmit: (credentials: Credentials) => Promise<void>;
  footer?: ReactNode;
}

/** User name and password, with what the server says at the field that caused it. */
export function AccountForm({ name, submitLabel, lead, usernameHint, onSubmit, footer }: AccountFormProps) {
  const t = useTranslations('accounts');
  const { errors, busy, submit } = useForm(['username', 'password'], (typed, form) =>
    onSubmit({ ...typed, username: typed.username.trim() }).catch((error: unknown) => {
      form.querySelector<HTMLInputElement>('[name="password"]')?.focus();
      throw error;
    }),
  );
  const Password = name === 'login' ? OwnPasswordField : NewPasswordField;
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      {lead && <p className="-mt-5 mb-2 text-muted">{lead}</p>}
      <ProblemNotice problem={errors.form} />
      <TextField
        label={t('username')}
        name="username"
        data-testid={`${name}-username`}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        required
        autoFocus
        hint={usernameHint}
        error={errors.fields.username}
      />
      <Password
        label={t('password')}
        name="password"
        data-testid={`${name}-password`}
        error={errors.fields.password}
      />
      <Button type="submit" disabled={busy} data-testid={`${name}-submit`}>
        {busy ? t('sending') : submitLabel}
      </Button>
      {footer}
    </form>
  );
}
