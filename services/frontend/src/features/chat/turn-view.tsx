'use client';

import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { worthAskingAgain } from '../../backend/problem-text';
import { useProblemWords } from '../../backend/use-problem-words';
import { Button } from '../../ui/button';
import { AgainIcon } from '../../ui/icons';
import { Notice } from '../../ui/notice';
import { CommandCard } from './command-card';
import type { Answer, Turn } from './conversation';

export interface TurnViewProps {
  turn: Turn;
  connected: boolean;
  onAskAgain: (turn: Turn) => void;
}

/** One turn: the person's words, and the answer with its commands. */
export const TurnView = memo(function TurnView({ turn, connected, onAskAgain }: TurnViewProps) {
  const t = useTranslations('chat');
  return (
    <li className="flex flex-col gap-4">
      {turn.text !== null && (
        <div className="flex flex-col items-end gap-1">
          <h3 className="sr-only">{t('you')}</h3>
          <p
            dir="auto"
            data-testid="message-user"
            className="max-w-[85%] rounded-3xl rounded-br-md bg-moss px-4 py-2.5 wrap-anywhere whitespace-pre-wrap"
          >
            {turn.text}
          </p>
          {turn.delivery === 'unsent' && !connected && (
            <p className="text-xs text-muted">{t('waitingForConnection')}</p>
          )}
        </div>
      )}
      {turn.answer && (
        <AnswerView answer={turn.answer} onAskAgain={turn.text === null ? null : () => onAskAgain(turn)} />
      )}
    </li>
  );
});

interface AnswerViewProps {
  answer: Answer;
  onAskAgain: (() => void) | null;
}

function AnswerView({ answer, onAskAgain }: AnswerViewProps) {
  const t = useTranslations('chat');
  const words = useProblemWords();
  const { phase, problem } = answer;
  const waiting = phase === 'waiting' && answer.tools.length === 0;
  // A command that could not be carried out says why on its card; once is enough.
  const said = answer.tools.some(({ error }) => error?.message === answer.text);
  const again = onAskAgain && (
    <Button kind="quiet" className="px-3" data-testid="ask-again" onClick={onAskAgain}>
      <AgainIcon className="size-4" />
      {t('askAgain')}
    </Button>
  );
  return (
    <div
      data-testid="message-assistant"
      data-phase={phase}
      data-source={answer.source}
      aria-busy={phase === 'waiting' || phase === 'streaming'}
      className="flex flex-col items-start gap-3"
    >
      <h3 className="sr-only">{t('alice')}</h3>
      {answer.tools.map((call, index) => (
        <CommandCard
          key={index}
          call={call}
          confidence={call.source === 'router' ? answer.confidence : null}
        />
      ))}
      {waiting && (
        <p className="sway text-muted">
          {answer.place > 0 ? t('queued', { place: answer.place }) : t('thinking')}
        </p>
      )}
      {answer.text !== '' && !said && (
        <p dir="auto" className="max-w-full leading-relaxed wrap-anywhere whitespace-pre-wrap">
          {answer.text}
        </p>
      )}
      {phase === 'failed' && (
        <Notice
          testId="problem"
          className="w-full"
          title={problem ? words(problem) : t('failed')}
          detail={problem?.detail}
          action={!problem || worthAskingAgain(problem) ? again : undefined}
        />
      )}
      {phase === 'interrupted' && (
        <div className="flex flex-wrap items-center gap-3 text-sm text-muted">
          {t('interrupted')}
          {again}
        </div>
      )}
    </div>
  );
}
