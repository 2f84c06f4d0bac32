'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { GearIcon, InfoIcon, SignOutIcon } from '../../ui/icons';
import { Menu, type MenuItem } from '../../ui/menu';
import { useUser } from './session-gate';
import { useSignOut } from './use-sign-out';

export interface UserMenuProps {
  /** What the frame of the page adds, such as the list of shortcuts. */
  more?: MenuItem[];
}

/** Who is signed in, and the ways to what is theirs. */
export function UserMenu({ more = [] }: UserMenuProps) {
  const t = useTranslations('accounts');
  const router = useRouter();
  const user = useUser();
  const signOut = useSignOut();
  const initial = [...user.username][0]?.toLocaleUpperCase() ?? '';
  return (
    <Menu
      label={t('menu.label', { name: user.username })}
      testId="user-menu"
      icon={
        <span
          aria-hidden="true"
          className="grid size-8 place-items-center rounded-full bg-moss text-sm font-semibold text-spruce"
        >
          {initial}
        </span>
      }
      header={
        <>
          <span className="block font-medium break-words" data-testid="user-name">
            {user.username}
          </span>
          <span className="block text-muted">{t(`roles.${user.role}`)}</span>
        </>
      }
      items={[
        {
          key: 'settings',
          label: t('menu.settings'),
          icon: <GearIcon />,
          testId: 'menu-settings',
          onSelect: () => router.push('/settings'),
        },
        ...(user.role === 'owner'
          ? [
              {
                key: 'status',
                label: t('menu.status'),
                icon: <InfoIcon />,
                testId: 'menu-status',
                onSelect: () => router.push('/status'),
              },
            ]
          : []),
        ...more,
        {
          key: 'sign-out',
          label: t('signOut'),
          icon: <SignOutIcon />,
          testId: 'sign-out',
          onSelect: signOut,
        },
      ]}
    />
  );
}
