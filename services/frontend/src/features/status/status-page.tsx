'use client';

import type { Locale, Status } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useLoaded } from '../../backend/use-loaded';
import { useProblemWords } from '../../backend/use-problem-words';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { EmptyState } from '../../ui/empty-state';
import { Loading } from '../../ui/loading';
import { Notice } from '../../ui/notice';
import { sinceWords } from './figure-words';
import { FiguresNow } from './figures-now';
import { Plots } from './plots';
import { ProblemList } from './problem-list';
import { ServiceTiles } from './service-tiles';
import { SERVICES, STATUS_DOTS } from './status-words';
import { useWhileVisible } from './use-while-visible';

const REFRESH_SECONDS = 15;

/** How all of Alice is, for the owner: what is wrong and what to do, every part, and the figures. */
export function StatusPage() {
  const t = useTranslations('status');
  const problemWords = useProblemWords();
  const { data: status, problem, reload } = useLoaded<Status>('/api/status');
  useWhileVisible(REFRESH_SECONDS, reload);
  return (
    <div className="flex flex-col gap-8">
      <header>
        <h2 className="text-2xl font-semibold tracking-tight">{t('page.title')}</h2>
        {status ? <Summary status={status} /> : !problem && <Loading label={t('page.loading')} />}
      </header>
      {problem && (
        <Notice
          testId="status-failed"
          title={t('page.failed')}
          detail={problemWords(problem)}
          action={
            <Button kind="quiet" onClick={reload}>
              {t('page.tryAgain')}
            </Button>
          }
        />
      )}
      {status && (
        <>
          {status.problems.length > 0 && <ProblemList problems={status.problems} />}
          <Section title={t('page.parts')}>
            <ServiceTiles services={status.services} />
          </Section>
          <Section title={t('page.now')}>
            <FiguresNow status={status} />
          </Section>
          <Section title={t('page.overTime')}>
            {status.services.prometheus.status === 'off' ? (
              <EmptyState title={t('plot.off')} lead={t('plot.offLead')} testId="status-figures-off" />
            ) : (
              <Plots />
            )}
          </Section>
        </>
      )}
    </div>
  );
}

/** One sentence on how Alice is, and since when she runs. */
function Summary({ status: { services, problems, uptimeSeconds } }: { status: Status }) {
  const t = useTranslations('status');
  const locale: Locale = useLocale();
  const starting = SERVICES.find((name) => services[name].status === 'starting');
  const since = new Date(Date.now() - uptimeSeconds * 1_000);
  const [dot, words] =
    problems.length > 0
      ? (['down', t('needsYou', { count: problems.length })] as const)
      : starting
        ? (['starting', t(`starting.${starting}`)] as const)
        : (['ok', services.ollama.status === 'off' ? t('commandsOnly') : t('levels.ok')] as const);
  return (
    <>
      <p
        role="status"
        data-testid="status-summary"
        data-state={dot}
        className="mt-2 flex items-baseline gap-3 text-lg"
      >
        <span aria-hidden="true" className={classNames('size-2.5 shrink-0 rounded-full', STATUS_DOTS[dot])} />
        {words}
      </p>
      <p className="mt-1 text-sm text-muted">
        {t('page.upFor', { time: sinceWords(since, new Date(), locale) })}
      </p>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-3 font-semibold tracking-tight">{title}</h3>
      {children}
    </section>
  );
}
