'use client';

import { useTranslations } from 'next-intl';
import { PasswordField, type PasswordFieldProps } from '../../ui/password-field';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './password-rule';

type Props = Omit<PasswordFieldProps, 'showLabel' | 'hideLabel' | 'capsLockHint'>;

function useWords() {
  const t = useTranslations('accounts');
  return { showLabel: t('showPassword'), hideLabel: t('hidePassword'), capsLockHint: t('capsLock') };
}

/** For the password that a person has. */
export function OwnPasswordField(props: Props) {
  return (
    <PasswordField
      {...useWords()}
      autoComplete="current-password"
      maxLength={MAX_PASSWORD_LENGTH}
      required
      {...props}
    />
  );
}

/** For a password that a person makes up; says how long it has to be. */
export function NewPasswordField(props: Props) {
  const t = useTranslations('accounts');
  return (
    <PasswordField
      {...useWords()}
      autoComplete="new-password"
      minLength={MIN_PASSWORD_LENGTH}
      maxLength={MAX_PASSWORD_LENGTH}
      required
      hint={t('passwordHint', { count: MIN_PASSWORD_LENGTH })}
      {...props}
    />
  );
}
