'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useUser } from '../../../features/accounts';
import { StatusPage } from '../../../features/status/status-page';
import { EmptyState } from '../../../ui/empty-state';
import { GrowthRings } from '../../../ui/growth-rings';

/** The status for the owner; who else comes here is told so. */
export function OwnersStatus() {
  const t = useTranslations('status.page');
  if (useUser().role === 'owner') return <StatusPage />;
  return (
    <>
      <h2 className="text-2xl font-semibold tracking-tight">{t('title')}</h2>
      <EmptyState
        testId="status-for-owner"
        icon={<GrowthRings value={0.5} className="size-12" />}
        title={t('forOwner')}
        lead={t('forOwnerLead')}
        action={
          <Link href="/" prefetch={false} className="font-medium text-spruce underline underline-offset-4">
            {t('home')}
          </Link>
        }
      />
    </>
  );
}
