'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { EmptyState } from '../../ui/empty-state';
import { UserIcon } from '../../ui/icons';
import { useUser } from './session-gate';

export interface AdultsOnlyProps {
  children: ReactNode;
  /** What a guest sees in its place; unless told, that it is not for them. */
  instead?: ReactNode;
}

/** Shows its children to everybody but guests. */
export function AdultsOnly({ children, instead }: AdultsOnlyProps) {
  const t = useTranslations('accounts.guests');
  if (useUser().role !== 'guest') return children;
  return (
    instead ?? (
      <EmptyState
        title={t('title')}
        lead={t('lead')}
        icon={<UserIcon className="size-8" />}
        testId="no-permission"
      />
    )
  );
}
