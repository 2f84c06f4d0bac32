'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** Why a link leads to no form, and the way to sign in. */
export function DeadEnd({ testId, children }: { testId: string; children: ReactNode }) {
  const t = useTranslations('accounts');
  return (
    <div className="flex flex-col gap-4" data-testid={testId}>
      <p className="text-muted">{children}</p>
      <Link href="/login" className="font-medium text-spruce underline underline-offset-4">
        {t('toLogin')}
      </Link>
    </div>
  );
}
