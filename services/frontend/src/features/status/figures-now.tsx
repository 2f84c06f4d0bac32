'use client';

import type { Locale, Status } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { figureWords, sinceWords } from './figure-words';

/** What goes on now and in the last 24 hours, and what the disk holds. */
export function FiguresNow({ status: { queue, lastDay, disk, backup } }: { status: Status }) {
  const t = useTranslations('status.now');
  const locale: Locale = useLocale();
  const size = (bytes: number | null) =>
    bytes === null ? t('unknown') : figureWords(bytes, 'bytes', locale);
  const number = (value: number | undefined) =>
    value === undefined ? null : figureWords(value, 'count', locale);
  const figures = {
    running: number(queue.running),
    waiting: number(queue.waiting),
    commands: number(lastDay?.commands),
    answers: number(lastDay?.answers),
    failures: number(lastDay?.failures),
    database: size(disk.database),
    models: size(disk.models),
    ...(backup && {
      backup: backup.verifiedAt && sinceWords(new Date(backup.verifiedAt), new Date(), locale),
      backupSize: size(backup.sizeBytes),
    }),
  };
  return (
    <div className="rounded-2xl border border-line bg-surface p-4 sm:p-5">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-3 lg:grid-cols-4" data-testid="status-now">
        {Object.entries(figures).map(([name, value]) => (
          <div
            key={name}
            className="flex min-w-0 flex-col-reverse justify-end"
            data-testid={`status-now-${name}`}
          >
            <dt className="text-sm break-words text-muted">{t(name as keyof typeof figures)}</dt>
            <dd className="text-2xl font-semibold tracking-tight tabular-nums">
              {value ?? (
                <>
                  <span aria-hidden="true">–</span>
                  <span className="sr-only">{t('unknown')}</span>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {disk.free !== null && disk.total !== null && (
        <div className="mt-5 text-sm" data-testid="status-disk">
          <div className="flex flex-wrap justify-between gap-x-4">
            <p className="text-muted">{t('disk')}</p>
            <p className="tabular-nums">
              {t('diskFree', {
                free: figureWords(disk.free, 'bytes', locale),
                total: figureWords(disk.total, 'bytes', locale),
              })}
            </p>
          </div>
          <progress
            aria-label={t('disk')}
            className="elapsed mt-2 block w-full overflow-hidden rounded-full"
            max={disk.total}
            value={disk.total - disk.free}
          />
        </div>
      )}
    </div>
  );
}
