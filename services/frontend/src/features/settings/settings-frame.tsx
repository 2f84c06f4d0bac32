'use client';

import type { Role } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useSelectedLayoutSegment } from 'next/navigation';
import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names';
import { BackIcon } from '../../ui/icons';
import { firstSectionFor, SECTIONS } from './sections';
import { SettingsNav } from './settings-nav';

export interface SettingsFrameProps {
  role: Role;
  children: ReactNode;
}

/** List and part side by side; on a narrow screen the list is a page of its own, and the parts lead back to it. */
export function SettingsFrame({ role, children }: SettingsFrameProps) {
  const t = useTranslations('settings');
  const segment = useSelectedLayoutSegment();
  const current = SECTIONS.find(({ name }) => name === segment)?.name ?? null;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" data-testid="settings">
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-x-8 px-4 py-5 sm:px-6 md:flex-row">
        <div
          className={classNames(
            'md:sticky md:top-5 md:w-48 md:shrink-0 md:self-start',
            current && 'max-md:hidden',
          )}
        >
          <h2 className="px-3 pb-3 text-xl font-semibold tracking-tight">{t('title')}</h2>
          {/* Wide screens show the first one where no part is named. */}
          <div className="md:hidden">
            <SettingsNav role={role} current={current} />
          </div>
          <div className="max-md:hidden">
            <SettingsNav role={role} current={current ?? firstSectionFor(role)} />
          </div>
        </div>
        <div
          className={classNames('flex min-w-0 flex-1 flex-col gap-5', current === null && 'max-md:hidden')}
        >
          <div>
            <Link
              href="/settings"
              prefetch={false}
              data-testid="settings-back"
              className="-ml-2 inline-flex min-h-11 items-center gap-1 rounded-xl px-2 text-sm text-muted md:hidden"
            >
              <BackIcon className="size-4" />
              {t('title')}
            </Link>
            <h2 className="text-xl font-semibold tracking-tight">
              {t(`sections.${current ?? firstSectionFor(role)}`)}
            </h2>
          </div>
          {children}
        </div>
      </div>
    </div>
  );
}
