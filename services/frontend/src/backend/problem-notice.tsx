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

/** Longer waits are told in minutes. */
const LONGEST_IN_SECONDS = 90;

/** Says what a problem is and when to come back; nothing where there is none. */
export function ProblemNotice({ problem, action, className }: ProblemNoticeProps) {
  const t = useTranslations('problems');
  const words = useProblemWords();
  if (problem === null) return null;
  const { retryAfterSeconds: seconds, detail } = problem;
  const comeBack =
    seconds &&
    (seconds > LONGEST_IN_SECONDS
      ? t('comeBackMinutes', { minutes: Math.ceil(seconds / 60) })
      : t('comeBack', { seconds }));
  return (
    <Notice
      alert
      testId="problem"
      className={className}
      title={words(problem)}
      detail={[detail, comeBack].filter(Boolean).join(' ')}
      action={action}
    />
  );
}
