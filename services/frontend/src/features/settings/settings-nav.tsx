'use client';

import type { Role } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { classNames } from '../../ui/class-names';
import { sectionsFor, type Section } from './sections';

export interface SettingsNavProps {
  role: Role;
  current: Section['name'] | null;
}

/** The list of the settings' parts. */
export function SettingsNav({ role, current }: SettingsNavProps) {
  const t = useTranslations('settings');
  return (
    <nav aria-label={t('title')} data-testid="settings-nav">
      <ul className="flex flex-col gap-1">
        {sectionsFor(role).map(({ name, icon: Icon }) => (
          <li key={name}>
            <Link
              href={`/settings/${name}`}
              prefetch={false}
              aria-current={name === current ? 'page' : undefined}
              data-testid={`settings-${name}`}
              className={classNames(
                'flex min-h-11 items-center gap-3 rounded-xl px-3 text-sm transition-colors',
                name === current ? 'bg-moss font-medium' : 'text-muted hover:bg-moss hover:text-ink',
              )}
            >
              <Icon className="size-5 shrink-0" />
              {t(`sections.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
