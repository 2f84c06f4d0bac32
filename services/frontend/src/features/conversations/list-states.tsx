'use client';

import type { Problem } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useProblemWords } from '../../backend/use-problem-words';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { SearchIcon } from '../../ui/icons';
import { Logo } from '../../ui/logo';

/** As wide as titles are, so that the list does not look like a grid. */
const BARS = ['w-3/4', 'w-1/2', 'w-5/6', 'w-2/3', 'w-3/5', 'w-4/5'];

/** Has the size of what is being fetched, so that nothing jumps when it comes. */
export function ListSkeleton() {
  const t = useTranslations('conversations');
  return (
    <div data-testid="conversations-loading">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <div aria-hidden="true" className="sway pt-7">
        {BARS.map((width) => (
          <div key={width} className="mb-0.5 flex h-11 items-center px-3">
            <div className={`h-3 rounded-full bg-moss ${width}`} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** Why the list is not there, or not fresh. Without a connection it comes back by itself. */
export function ListTrouble({ problem, onAgain }: { problem: Problem; onAgain: () => void }) {
  const t = useTranslations('conversations');
  const words = useProblemWords();
  return (
    <div role="status" data-testid="conversations-problem" className="px-3 py-2 text-sm text-muted">
      <p>{problem.status === 0 ? t('offline') : words(problem)}</p>
      <Button kind="quiet" className="mt-2" data-testid="conversations-again" onClick={onAgain}>
        {t('tryAgain')}
      </Button>
    </div>
  );
}

/** Stands where there is no conversation yet, or none that a search finds. */
export function NothingThere({ query }: { query: string }) {
  const t = useTranslations('conversations');
  if (query === '') {
    return (
      <EmptyState
        testId="no-conversations"
        icon={<Logo className="size-8" />}
        title={t('none')}
        lead={t('noneLead')}
      />
    );
  }
  return (
    <EmptyState
      testId="no-hits"
      icon={<SearchIcon className="size-7" />}
      title={t('noHits', { query })}
      lead={t('noHitsLead')}
    />
  );
}
