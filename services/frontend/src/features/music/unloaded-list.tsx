'use client';

import type { Problem } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { ProblemNotice } from '../../backend/problem-notice';
import { Button } from '../../ui/button';
import { Loading } from '../../ui/loading';

export interface UnloadedListProps {
  /** Why it could not be fetched; null while it is. */
  problem: Problem | null;
  loadingLabel: string;
  againTestId: string;
  onAgain: () => void;
}

/** Stands where a list of tracks will be. */
export function UnloadedList({ problem, loadingLabel, againTestId, onAgain }: UnloadedListProps) {
  const t = useTranslations('music');
  if (!problem) {
    return (
      <div className="px-4">
        <Loading label={loadingLabel} />
      </div>
    );
  }
  return (
    <ProblemNotice
      problem={problem}
      className="m-3"
      action={
        <Button kind="quiet" data-testid={againTestId} onClick={onAgain}>
          {t('tryAgain')}
        </Button>
      }
    />
  );
}
