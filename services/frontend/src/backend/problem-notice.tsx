'use client';

import type { Problem } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Notice } from '../ui/notice';
import { useProblemWords } from './use-problem-words';

export interface ProblemNoticeProps {
  problem: Problem | null;
  action?: ReactNode;
  className?: string;
}

/** Says what a problem is and when to come back; nothing where there is none. */
export function ProblemNotice({ problem, action, className }: ProblemNoticeProps) {
  const t = useTranslations('problems');
  const words = useProblemWords();
  if (problem === null) return null;
  const { retryAfterSeconds: seconds, detail } = problem;
  return (
    <Notice
      alert
      testId="problem"
      className={className}
      title={words(problem)}
      detail={detail ?? (seconds && t('comeBack', { seconds }))}
      action={action}
    />
  );
}
