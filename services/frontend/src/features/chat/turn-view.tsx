'use client';

import type { Problem } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { memo, useEffect, useRef } from 'react';
import { useProblemWords } from '../../backend/use-problem-words';
import { classNames } from '../../ui/class-names';
import { IconButton } from '../../ui/icon-button';
import { PencilIcon } from '../../ui/icons';
import { Notice } from '../../ui/notice';
import { AnswerView } from './answer-view';
import type { ConversationState, Turn } from './conversation';
import { CopyButton } from './copy-button';
import { EditForm } from './edit-form';
import { onDemand } from './on-demand';
import type { ConversationActions } from './conversation-actions';

export interface TurnViewProps {
  turn: Turn;
  /** The newest one; what can be done with it is always in sight. */
  last: boolean;
  connected: boolean;
  /** An answer is being made, which nothing can take the place of; told only to the newest turn and one being changed. */
  busy: boolean;
  editing: ConversationState['editing'];
  /** Why it could not be asked again. */
  refusal: Problem | null;
  /** The message in it that a search led to. */
  found: string | null;
  actions: ConversationActions;
}

/** A row that was just put on the page has its place after so many frames at most. */
const FRAMES_TO_PLACE = 30;

/** One turn: the person's words, and the answer with its commands. */
export const TurnView = memo(function TurnView(props: TurnViewProps) {
  const { turn, last, connected, busy, editing, refusal, found, actions } = props;
  const t = useTranslations('chat');
  const words = useProblemWords();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (found === null) return;
    let frame = 0;
    const show = (tries: number) => {
      row.current?.focus({ preventScroll: true });
      // A row takes the focus once it has its place.
      if (document.activeElement !== row.current && tries > 0) {
        frame = requestAnimationFrame(() => show(tries - 1));
        return;
      }
      const message = row.current?.querySelector(`[data-message="${CSS.escape(found)}"]`) ?? row.current;
      message?.scrollIntoView({ block: message.clientHeight > window.innerHeight / 2 ? 'start' : 'center' });
    };
    frame = requestAnimationFrame(() => show(FRAMES_TO_PLACE));
    return () => cancelAnimationFrame(frame);
  }, [found]);
  return (
    <div
      ref={row}
      tabIndex={-1}
      data-testid="turn"
      data-found={found !== null}
      className={classNames(
        'group/turn flex flex-col gap-4 rounded-2xl outline-offset-8 transition-colors duration-700',
        found !== null && 'bg-moss/60',
      )}
    >
      {turn.text !== null &&
        (editing ? (
          <EditForm
            key={editing.problem?.requestId}
            text={editing.text}
            problem={editing.problem}
            busy={busy}
            onSend={(text) => actions.sendEdit(turn.key, text)}
            onCancel={actions.endEdit}
          />
        ) : (
          <Question {...{ turn, last, connected, busy, actions }} text={turn.text} />
        ))}
      {refusal && <Notice alert testId="problem" title={words(refusal)} detail={refusal.detail} />}
      {turn.answer && (
        <>
          <h3 className="sr-only">{t('alice')}</h3>
          <AnswerView turn={turn} answer={turn.answer} {...{ last, connected, busy, actions }} />
        </>
      )}
    </div>
  );
});

type QuestionProps = Pick<TurnViewProps, 'turn' | 'last' | 'connected' | 'busy' | 'actions'> & {
  text: string;
};

function Question({ turn, text, last, connected, busy, actions }: QuestionProps) {
  const t = useTranslations('chat');
  const taken = turn.delivery === 'sent' || turn.delivery === 'refused';
  return (
    <div className="flex flex-wrap items-center justify-end gap-1">
      <h3 className="sr-only">{t('you')}</h3>
      <p
        dir="auto"
        data-testid="message-user"
        data-message={turn.questionId}
        className="order-1 max-w-[calc(100%-5.25rem)] rounded-3xl rounded-ee-md bg-moss px-4 py-2.5 wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </p>
      {turn.delivery === 'unsent' && !connected && (
        <p className="order-2 w-full text-end text-xs text-muted" data-testid="waiting-for-connection">
          {t('waitingForConnection')}
        </p>
      )}
      <div className={classNames('flex', onDemand(last && turn.delivery === 'refused'))}>
        <CopyButton text={text} label={t('copyMessage')} testId="copy-message" />
        <IconButton
          label={t('editMessage')}
          className="size-9"
          data-testid="edit"
          disabled={busy || !taken}
          onClick={() => actions.edit(turn.key)}
        >
          <PencilIcon className="size-4.5" />
        </IconButton>
      </div>
    </div>
  );
}
