'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { IconButton } from '../../ui/icon-button';
import { AgainIcon } from '../../ui/icons';
import { CommandCard } from './command-card';
import type { Answer, Turn } from './conversation';
import { CopyButton } from './copy-button';
import { FailedAnswer } from './failed-answer';
import { Markdown } from './markdown/markdown';
import { onDemand } from './on-demand';
import type { ConversationActions } from './conversation-actions';
import { wasUndone } from './use-undo';

export interface AnswerViewProps {
  turn: Turn;
  answer: Answer;
  last: boolean;
  connected: boolean;
  busy: boolean;
  actions: ConversationActions;
}

/** What Alice did and said, and what can be done with it. */
export function AnswerView({ turn, answer, last, connected, busy, actions }: AnswerViewProps) {
  const t = useTranslations('chat');
  const { phase, text, tools, messageId } = answer;
  const running = phase === 'waiting' || phase === 'streaming';
  // A command that could not be carried out says why on its card; once is enough.
  const said = tools.some(({ error }) => error?.message === text);
  const command = answer.source === 'router' || tools.some(({ source }) => source === 'router');
  const again = turn.text === null ? null : () => actions.askAgain(turn);
  return (
    <div
      data-testid="message-assistant"
      data-message={messageId}
      data-phase={phase}
      data-source={answer.source}
      aria-busy={running}
      className="flex min-w-0 flex-col items-start gap-3"
    >
      {tools.map((call, index) => (
        <CommandCard
          key={index}
          call={call}
          heard={turn.text}
          confidence={call.source === 'router' ? answer.confidence : null}
          undone={
            answer.undos[index] ?? (messageId && wasUndone(messageId, index) ? { phase: 'done' } : undefined)
          }
          onUndo={(undo) => {
            if (messageId) void actions.undo(messageId, index, undo);
          }}
        />
      ))}
      {text !== '' && !said && (
        <AnswerText text={text} plain={command || answer.source === 'system'} growing={running} />
      )}
      {running && turn.delivery !== 'unsent' && <Progress answer={answer} connected={connected} />}
      {phase === 'done' && text === '' && tools.length === 0 && (
        <p className="text-sm text-muted">{t('stoppedEarly')}</p>
      )}
      {phase === 'failed' && <FailedAnswer problem={answer.problem} onAskAgain={again} />}
      {phase === 'interrupted' && (
        <div className="flex flex-wrap items-center gap-3 text-sm text-muted" data-testid="interrupted">
          {t('interrupted')}
          {again && (
            <Button kind="quiet" className="px-3" data-testid="ask-again" onClick={again}>
              <AgainIcon className="size-4" />
              {t('askAgain')}
            </Button>
          )}
        </div>
      )}
      {!running && text !== '' && !said && (
        <div className={classNames('-ms-2 -mt-2 flex', onDemand(last))}>
          <CopyButton text={text} label={t('copyAnswer')} testId="copy-answer" />
          {/* To ask a command again would carry it out again. */}
          {!command && phase === 'done' && turn.text !== null && (
            <IconButton
              label={t('regenerate')}
              className="size-9"
              data-testid="regenerate"
              disabled={busy}
              onClick={() => actions.regenerate(turn)}
            >
              <AgainIcon className="size-4.5" />
            </IconButton>
          )}
        </div>
      )}
    </div>
  );
}

interface AnswerTextProps {
  text: string;
  /** The backend's own sentence: a title in it is no Markdown. */
  plain: boolean;
  growing: boolean;
}

function AnswerText({ text, plain, growing }: AnswerTextProps) {
  if (!plain) return <Markdown text={text} growing={growing} />;
  return (
    <p dir="auto" className="max-w-full leading-relaxed wrap-anywhere whitespace-pre-wrap">
      {text}
    </p>
  );
}

/** What is going on while nothing new can be read. */
function Progress({ answer, connected }: { answer: Answer; connected: boolean }) {
  const t = useTranslations('chat');
  if (!connected && answer.messageId !== null) {
    return (
      <p className="text-sm text-muted" data-testid="answer-away">
        {t('answerAway')}
      </p>
    );
  }
  if (answer.text !== '' || answer.tools.length > 0) return null;
  return (
    <p className="sway text-muted" data-testid="answer-progress" data-place={answer.place}>
      {answer.place > 0 ? t('queued', { place: answer.place }) : t('thinking')}
    </p>
  );
}
