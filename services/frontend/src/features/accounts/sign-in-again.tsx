'use client';

import type { User } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { callOnce } from '../../backend/call-api';
import { ProblemNotice } from '../../backend/problem-notice';
import { reword } from '../../backend/reword';
import { useForm } from '../../backend/use-form';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/text-field';
import { OwnPasswordField } from './password-fields';
import { loginPath } from './return-path';

export interface SignInAgainProps {
  open: boolean;
  username: string;
  onSignedIn: (user: User) => void;
}

/** Over a page whose session has ended: lets the same person go on with it. */
export function SignInAgain({ open, username, onSignedIn }: SignInAgainProps) {
  const t = useTranslations('accounts');
  return (
    <Dialog
      open={open}
      insistent
      onClose={() => undefined}
      title={t('again.title')}
      description={t('again.lead')}
      closeLabel={t('close')}
      testId="sign-in-again"
    >
      <SignInAgainForm username={username} onSignedIn={onSignedIn} />
    </Dialog>
  );
}

function SignInAgainForm({ username, onSignedIn }: Omit<SignInAgainProps, 'open'>) {
  const t = useTranslations('accounts');
  const { errors, busy, submit } = useForm(['password'], async ({ password }) => {
    const wrong = [{ path: 'password', message: t('again.wrong') }];
    const body = { username, password };
    onSignedIn(
      await callOnce<User>('/api/auth/login', { method: 'POST', body }).catch((error) =>
        reword(error, { unauthenticated: { errors: wrong } }),
      ),
    );
  });
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <ProblemNotice problem={errors.form} />
      <TextField label={t('username')} value={username} readOnly autoComplete="username" />
      <OwnPasswordField
        label={t('password')}
        name="password"
        autoFocus
        data-testid="again-password"
        error={errors.fields.password}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Button type="submit" disabled={busy} data-testid="again-submit">
          {busy ? t('sending') : t('loginSubmit')}
        </Button>
        <Button
          kind="bare"
          data-testid="again-other"
          onClick={() => window.location.assign(loginPath(window.location))}
        >
          {t('again.other')}
        </Button>
      </div>
    </form>
  );
}
