'use client';

import type { User } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { DotsIcon, KeyIcon, PencilIcon, TrashIcon } from '../../ui/icons';
import { Menu } from '../../ui/menu';
import { useUser } from './session-gate';
import { dayWords } from './time-words';
import type { UserTask } from './user-dialog';

export interface UserRowProps {
  user: User;
  onTask: (task: UserTask) => void;
}

/** Somebody with an account, and what the owner can do about it; the owner's own is in the profile. */
export function UserRow({ user, onTask }: UserRowProps) {
  const t = useTranslations('accounts.users');
  const role = useTranslations('accounts.roles')(user.role);
  const locale = useLocale();
  const own = useUser().id === user.id;
  return (
    <li className="flex items-center gap-3 py-3 first:pt-0 last:pb-0" data-testid="user">
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">
          {user.username}
          {own && <span className="ml-1.5 font-normal text-muted">({t('you')})</span>}
        </p>
        <p className="text-sm text-muted">
          {role}
          {' · '}
          {t('since', { date: dayWords(locale, user.createdAt) })}
        </p>
      </div>
      {!own && (
        <Menu
          label={t('actions', { name: user.username })}
          icon={<DotsIcon />}
          testId="user-actions"
          items={[
            {
              key: 'edit',
              label: t('edit'),
              icon: <PencilIcon />,
              testId: 'user-edit',
              onSelect: () => onTask({ kind: 'edit', user }),
            },
            {
              key: 'password',
              label: t('password'),
              icon: <KeyIcon />,
              testId: 'user-password',
              onSelect: () => onTask({ kind: 'password', user }),
            },
            {
              key: 'remove',
              label: t('remove'),
              icon: <TrashIcon />,
              danger: true,
              testId: 'user-remove',
              onSelect: () => onTask({ kind: 'remove', user }),
            },
          ]}
        />
      )}
    </li>
  );
}
