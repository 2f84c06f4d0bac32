'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { problemOf } from '../../backend/call-api';
import { useProblemWords } from '../../backend/use-problem-words';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { TextField } from '../../ui/text-field';
import { formErrors, NO_ERRORS } from '../../backend/form-errors';

export interface Credentials {
  username: string;
  password: string;
}

export interface AccountFormProps {
  /** Prefix of the test ids. */
  name: 'setup' | 'login';
  submitLabel: string;
  lead?: string;
  usernameHint?: string;
  passwordHint?: string;
  minPasswordLength?: number;
  /** Sends it; what it throws is shown, and nothing typed is lost. */
  onSubmit: (credentials: Credentials) => Promise<void>;
  footer?: ReactNode;
}

/** User name and password, with what the server says at the field that caused it. */
export function AccountForm({
  name,
  submitLabel,
  lead,
  usernameHint,
  passwordHint,
  minPasswordLength,
  onSubmit,
  footer,
}: AccountFormProps) {
  const t = useTranslations('accounts');
  const words = useProblemWords();
  const [errors, setErrors] = useState(NO_ERRORS);
  const [busy, setBusy] = useState(false);

  async function submit(form: HTMLFormElement) {
    const data = new FormData(form);
    const typed = (field: keyof Credentials) => {
      const value = data.get(field);
      return typeof value === 'string' ? value : '';
    };
    setBusy(true);
    setErrors(NO_ERRORS);
    try {
      await onSubmit({ username: typed('username').trim(), password: typed('password') });
    } catch (error) {
      const found = formErrors(problemOf(error), ['username', 'password']);
      setErrors(found);
      const wrong = ['username', 'password'].find((field) => found.fields[field] !== undefined);
      form.querySelector<HTMLInputElement>(`[name="${wrong ?? 'password'}"]`)?.focus();
      setBusy(false);
    }
  }

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      {lead && <p className="-mt-5 mb-2 text-muted">{lead}</p>}
      {errors.form && <Notice alert testId="problem" title={words(errors.form)} />}
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
      <TextField
        label={t('password')}
        name="password"
        type="password"
        data-testid={`${name}-password`}
        autoComplete={name === 'setup' ? 'new-password' : 'current-password'}
        minLength={minPasswordLength}
        maxLength={256}
        required
        hint={passwordHint}
        error={errors.fields.password}
      />
      <Button type="submit" disabled={busy} data-testid={`${name}-submit`}>
        {busy ? t('sending') : submitLabel}
      </Button>
      {footer}
    </form>
  );
}
