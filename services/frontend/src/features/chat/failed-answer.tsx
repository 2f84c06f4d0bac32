'use client';

import type { Problem, User } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { worthAskingAgain } from '../../backend/problem-text';
import { useLoaded } from '../../backend/use-loaded';
import { useProblemWords } from '../../backend/use-problem-words';
import { Button } from '../../ui/button';
import { AgainIcon } from '../../ui/icons';
import { Notice } from '../../ui/notice';

export interface FailedAnswerProps {
  /** Null where nobody knows any more, as after a reload. */
  problem: Problem | null;
  onAskAgain: (() => void) | null;
}

/** Why there is no answer, and what can be done about it. */
export function FailedAnswer({ problem, onAskAgain }: FailedAnswerProps) {
  const t = useTranslations('chat');
  const words = useProblemWords();
  const missing = problem?.code === 'model_missing';
  const gone = problem?.code === 'not_found' ? t('gone') : problem?.detail;
  const detail = problem?.errors?.map(({ message }) => message).join(' ') ?? gone;
  return (
    <Notice
      testId="problem"
      className="w-full"
      title={problem ? words(problem) : t('failed')}
      detail={missing ? <MissingModel /> : detail}
      action={
        onAskAgain &&
        (!problem || worthAskingAgain(problem)) && (
          <Button kind="quiet" className="px-3" data-testid="ask-again" onClick={onAskAgain}>
            <AgainIcon className="size-4" />
            {t('askAgain')}
          </Button>
        )
      }
    />
  );
}

/** The owner can fetch a model; everybody else can ask for one. */
function MissingModel() {
  const t = useTranslations('chat');
  const { data: user } = useLoaded<User>('/api/auth/me');
  // Its line is kept free.
  if (user === null) return '\u00a0';
  if (user.role !== 'owner') return t('askOwnerForModel');
  return (
    <Link
      href="/settings/assistant"
      prefetch={false}
      data-testid="get-model"
      className="text-spruce underline"
    >
      {t('getModel')}
    </Link>
  );
}
