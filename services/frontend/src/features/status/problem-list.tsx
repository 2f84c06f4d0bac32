'use client';

import type { Locale, StatusProblem } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { Notice } from '../../ui/notice';
import { figureWords } from './figure-words';
import { problemWords } from './problem-words';

/** What is wrong, in words, each with what to do about it. */
export function ProblemList({ problems }: { problems: StatusProblem[] }) {
  const t = useTranslations('status');
  const locale: Locale = useLocale();
  const valuesOf = (problem: StatusProblem): Record<string, string | number> => {
    switch (problem.code) {
      case 'model_missing':
        return { model: problem.model, failure: problem.failure ?? '' };
      case 'disk_low':
        return {
          free: figureWords(problem.freeBytes, 'bytes', locale),
          total: figureWords(problem.totalBytes, 'bytes', locale),
        };
      case 'queue_long':
        return { waiting: problem.waiting };
      case 'certificate_ends':
        return { days: problem.days };
      case 'backup_old':
        return { hours: problem.ageHours ?? 0 };
      case 'backup_failed':
      case 'certificate_missing':
      case 'service_down':
      case 'answers_fail':
      case 'answers_unavailable':
        return {};
      case 'alert':
        return { service: t(`parts.${problem.service}`) };
    }
  };
  return (
    <div>
      <ul className="flex flex-col gap-3" aria-label={t('page.attention')} data-testid="status-problems">
        {problems.map((problem) => {
          const { key, command, toAssistant } = problemWords(problem);
          // Each message takes those of the values that it names.
          const values = valuesOf(problem) as never;
          return (
            <li key={`${problem.code} ${problem.service}`} data-testid={`status-problem-${key}`}>
              <Notice
                title={t(`problems.${key}.title`, values)}
                detail={
                  <>
                    {t(`problems.${key}.remedy`, values)}
                    {command && (
                      <>
                        {' '}
                        <code className="rounded bg-surface px-1.5 py-0.5 font-mono text-ink">{command}</code>
                      </>
                    )}
                  </>
                }
                action={
                  toAssistant && (
                    <Link
                      href="/settings/assistant"
                      prefetch={false}
                      className="inline-flex min-h-11 items-center rounded-xl border border-line bg-surface px-4 font-medium hover:border-spruce"
                    >
                      {t('page.assistant')}
                    </Link>
                  )
                }
              />
            </li>
          );
        })}
      </ul>
      {problems.some((problem) => problemWords(problem).command !== null) && (
        <p className="mt-3 text-sm text-muted">{t('page.whereToType')}</p>
      )}
    </div>
  );
}
