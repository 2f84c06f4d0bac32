'use client';

import type { User } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog';
import { AddUserForm, EditUserForm, RemoveUserForm, UserPasswordForm } from './user-forms';

/** What the owner is about to do. */
export type UserTask = { kind: 'add' } | { kind: 'edit' | 'password' | 'remove'; user: User };

export interface UserDialogProps {
  task: UserTask | null;
  onClose: () => void;
  /** With what was done, in words. */
  onDone: (said: string) => void;
}

/** The form of a task, over the list of users. */
export function UserDialog({ task, onClose, onDone }: UserDialogProps) {
  const t = useTranslations('accounts.users');
  const close = useTranslations('accounts')('close');
  // Stays while the dialog goes, so that its words do not change meanwhile.
  const [last, setLast] = useState(task);
  if (task !== null && task !== last) setLast(task);
  if (last === null) return null;
  const name = last.kind === 'add' ? '' : last.user.username;
  const words = {
    add: [t('addTitle'), t('addLead')],
    edit: [t('editTitle', { name }), undefined],
    password: [t('passwordTitle', { name }), t('passwordLead', { name })],
    remove: [t('removeTitle', { name }), t('removeLead', { name })],
  } as const;
  const [title, description] = words[last.kind];
  return (
    <Dialog
      open={task !== null}
      onClose={onClose}
      title={title}
      description={description}
      closeLabel={close}
      testId="user-dialog"
    >
      {last.kind === 'add' && <AddUserForm onDone={onDone} />}
      {last.kind === 'edit' && <EditUserForm user={last.user} onDone={onDone} />}
      {last.kind === 'password' && <UserPasswordForm user={last.user} onDone={onDone} />}
      {last.kind === 'remove' && <RemoveUserForm user={last.user} onDone={onDone} />}
    </Dialog>
  );
}
