'use client';

import type { Health } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useLoaded } from '../../backend/use-loaded';
import { Logo } from '../../ui/logo';
import { Panel } from '../../ui/panel';
import { OutwardLink } from './outward-link';

/** Which Alice this is, and where to read more. */
export function About() {
  const t = useTranslations('settings.about');
  const { data } = useLoaded<Health>('/api/health');
  return (
    <Panel title={t('title')} testId="about-panel">
      <div className="flex items-center gap-4">
        <Logo className="size-12 shrink-0 text-spruce" />
        <div className="min-w-0">
          <p className="font-medium" data-testid="version">
            {data ? t('version', { version: data.version }) : t('name')}
          </p>
          <p className="text-sm text-muted">{t('lead')}</p>
        </div>
      </div>
      <p className="mt-4 text-sm">
        <OutwardLink href="/api/docs">{t('docs')}</OutwardLink>
      </p>
    </Panel>
  );
}
