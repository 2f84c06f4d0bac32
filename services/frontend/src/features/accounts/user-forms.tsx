'use client';

import type { Problem, User } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent, type ReactNode } from 'react';
import { callApi, ProblemError, unreachable } from '../../backend/call-api';
import { ProblemNotice } from '../../backend/problem-notice';
import { useForm } from '../../backend/use-form';
import { Button } from '../../ui/button';
import { SelectField } from '../../ui/select-field';
import { TextField } from '../../ui/text-field';
import { NewPasswordField } from './password-fields';

interface Done {
  /** With what was done, in words. */
  onDone: (said: string) => void;
}

/** Gives somebody an account. */
export function AddUserForm({ onDone }: Done) {
  const t = useTranslations('accounts.users');
  const password = useTranslations('accounts')('password');
  const { errors, busy, submit } = useForm(['username', 'password', 'role'], async (body) => {
    const user = await callApi<User>('/api/users', { method: 'POST', body });
    onDone(t('added', { name: user.username }));
  });
  return (
    <UserForm problem={errors.form} busy={busy} submit={submit} submitLabel={t('addSubmit')}>
      <NameField error={errors.fields.username} />
      <NewPasswordField
        label={password}
        name="password"
        data-testid="user-form-password"
        error={errors.fields.password}
      />
      <RoleField first="adult" error={errors.fields.role} />
    </UserForm>
  );
}

/** Changes somebody's name and role. */
export function EditUserForm({ user, onDone }: Done & { user: User }) {
  const t = useTranslations('accounts.users');
  const save = useTranslations('accounts')('save');
  const { errors, busy, submit } = useForm(['username', 'role'], async (body) => {
    const changed = await callApi<User>(`/api/users/${user.id}`, { method: 'PATCH', body });
    onDone(t('saved', { name: changed.username }));
  });
  return (
    <UserForm problem={errors.form} busy={busy} submit={submit} submitLabel={save}>
      <NameField error={errors.fields.username} defaultValue={user.username} />
      <RoleField first={user.role} error={errors.fields.role} />
    </UserForm>
  );
}

/** Gives somebody a new password. */
export function UserPasswordForm({ user, onDone }: Done & { user: User }) {
  const t = useTranslations('accounts.users');
  const { errors, busy, submit } = useForm(['password'], async (body) => {
    await callApi(`/api/users/${user.id}`, { method: 'PATCH', body });
    onDone(t('passwordSaved', { name: user.username }));
  });
  return (
    <UserForm problem={errors.form} busy={busy} submit={submit} submitLabel={t('passwordSubmit')}>
      <NewPasswordField
        label={t('password')}
        name="password"
        data-testid="user-form-password"
        error={errors.fields.password}
      />
    </UserForm>
  );
}

/** Removes somebody with all that is theirs, once their name is typed. */
export function RemoveUserForm({ user, onDone }: Done & { user: User }) {
  const t = useTranslations('accounts.users');
  const name = user.username;
  const { errors, busy, submit } = useForm(['username'], async ({ username }) => {
    if (username.trim() !== name) {
      const wrong = { path: 'username', message: t('removeWrong', { name }) };
      throw new ProblemError({ ...unreachable(400), errors: [wrong] });
    }
    await callApi(`/api/users/${user.id}`, { method: 'DELETE' });
    onDone(t('removed', { name }));
  });
  return (
    <UserForm problem={errors.form} busy={busy} submit={submit} submitLabel={t('removeSubmit')} danger>
      <NameField label={t('removeConfirm')} placeholder={name} error={errors.fields.username} />
    </UserForm>
  );
}

interface UserFormProps {
  problem: Problem | null;
  busy: boolean;
  submit: (event: FormEvent<HTMLFormElement>) => void;
  submitLabel: string;
  danger?: boolean;
  children: ReactNode;
}

function UserForm({ problem, busy, submit, submitLabel, danger, children }: UserFormProps) {
  const sending = useTranslations('accounts')('sending');
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <ProblemNotice problem={problem} />
      {children}
      <Button
        type="submit"
        kind={danger ? 'danger' : 'primary'}
        className="self-end"
        disabled={busy}
        data-testid="user-form-submit"
      >
        {busy ? sending : submitLabel}
      </Button>
    </form>
  );
}

interface NameFieldProps {
  label?: string;
  defaultValue?: string;
  placeholder?: string;
  autoComplete?: string;
  error?: string;
}

function NameField({ label, ...rest }: NameFieldProps) {
  const t = useTranslations('accounts');
  return (
    <TextField
      label={label ?? t('username')}
      name="username"
      data-testid="user-form-username"
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      maxLength={64}
      required
      autoFocus
      hint={label === undefined ? t('usernameHint') : undefined}
      {...rest}
    />
  );
}

function RoleField({ first, error }: { first: string; error?: string }) {
  const t = useTranslations('accounts');
  const [role, setRole] = useState(first);
  return (
    <SelectField
      label={t('users.role')}
      name="role"
      data-testid="user-form-role"
      options={(['adult', 'guest'] as const).map((value) => ({ value, label: t(`roles.${value}`) }))}
      value={role}
      onChange={setRole}
      error={error}
    />
  );
}
