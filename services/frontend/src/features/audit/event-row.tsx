'use client';

import type { AuditEntry } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';

/** A line of the audit log in words: what, by whom, when and from where. */
export function EventRow({ entry }: { entry: AuditEntry }) {
  const t = useTranslations('audit');
  const locale = useLocale();
  const { at, actor, action, subject, outcome, address } = entry;
  const when = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(new Date(at));
  return (
    <li
      className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-3 first:pt-0 last:pb-0"
      data-testid="event"
    >
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-medium break-words">
          {t(`actions.${action}`)}
          {subject && <span className="font-normal">{`: ${subject}`}</span>}
          {outcome !== 'ok' && (
            <span className="ml-2 rounded-full bg-moss px-2.5 py-0.5 text-xs whitespace-nowrap text-lingon">
              {t(`outcomes.${outcome}`)}
            </span>
          )}
        </p>
        <p className="text-sm break-words text-muted">
          {actor ? actor.name : t('nobody')}
          {address && ` · ${address}`}
        </p>
      </div>
      <time dateTime={at} className="text-sm whitespace-nowrap text-muted">
        {when}
      </time>
    </li>
  );
}
