'use client';

import type { Locale } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useEffect, useMemo, useRef } from 'react';
import { useSocket } from '../../backend/socket-provider';
import { useProblemWords } from '../../backend/use-problem-words';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { useToast } from '../../ui/toaster';
import { Composer, type ComposerHandle } from './composer';
import { EmptyConversation } from './empty-conversation';
import { LiveAnswer } from './live-answer';
import type { ConversationActions } from './conversation-actions';
import { useMessageList } from './load-message-list';
import type { MessageListHandle } from './message-list';
import { useConversation } from './use-conversation';
import { useFoundTurn } from './use-found-turn';

export interface ConversationViewProps {
  id: string | null;
  onNamed: (id: string) => void;
  /** Gives what is to be said as a new conversation opens, once. */
  takeFirst: () => string | null;
}

/** The conversation with its text field. */
export function ConversationView({ id, onNamed, takeFirst }: ConversationViewProps) {
  const t = useTranslations('chat');
  const locale: Locale = useLocale();
  const words = useProblemWords();
  const { connected } = useSocket();
  const conversation = useConversation({ id, locale, onNamed });
  const { state, loading, problem, running, stop, retry, reload } = conversation;
  const { turns } = state;
  const found = useFoundTurn(state, reload);
  const composer = useRef<ComposerHandle>(null);
  const list = useRef<MessageListHandle>(null);
  const busy = running !== null;
  const isBusy = useRef(busy);
  useEffect(() => {
    isBusy.current = busy;
  }, [busy]);
  const toast = useToast();
  const actions = useMemo(() => {
    const focused = withFocus(conversation.actions, composer, list);
    const regenerate: ConversationActions['regenerate'] = (turn) =>
      isBusy.current ? toast({ title: t('waitForAnswer') }) : focused.regenerate(turn);
    return { ...focused, regenerate };
  }, [conversation.actions, toast, t]);
  useEffect(() => {
    const first = id === null ? takeFirst() : null;
    if (first !== null) actions.ask(first);
  }, [id, takeFirst, actions]);
  const MessageList = useMessageList(turns.length > 0);
  const unsent = turns.flatMap(({ delivery, text }) => (delivery === 'sent' || text === null ? [] : [text]));

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <h2 className="sr-only">{t('conversation')}</h2>
      {turns.length > 0 && MessageList ? (
        <MessageList
          key={state.visit}
          ref={list}
          editing={state.editing}
          refusal={state.refusal}
          busy={busy}
          onAtEnd={() => composer.current?.focus()}
          {...{ turns, found, connected, actions }}
        />
      ) : (
        <div className="flex min-h-0 flex-1 flex-col overflow-y-auto p-4">
          {problem?.code === 'not_found' ? (
            <EmptyState title={t('gone')} action={<NewConversation />} testId="conversation-gone" />
          ) : problem ? (
            <Notice
              alert
              testId="problem"
              className="m-auto max-w-md"
              title={words(problem)}
              action={<RetryButton onClick={retry} />}
            />
          ) : loading || turns.length > 0 ? (
            <p className="sway m-auto text-muted" data-testid="loading">
              {t('loading')}
            </p>
          ) : (
            <EmptyConversation onAsk={actions.ask} />
          )}
        </div>
      )}
      <div className="flex flex-col gap-2 px-3 pt-1 pb-3">
        {problem && turns.length > 0 && state.id !== null && (
          <Notice
            alert
            testId="problem"
            className="mx-auto w-full max-w-3xl"
            title={words(problem)}
            action={<RetryButton onClick={() => void reload(state.id ?? '')} />}
          />
        )}
        <Composer
          key={state.visit}
          ref={composer}
          conversationId={state.id}
          unsent={unsent.join('\n\n')}
          running={busy && connected}
          autoFocus={found === null}
          onSend={actions.ask}
          onStop={stop}
        />
      </div>
      <LiveAnswer key={`live-${state.visit}`} turns={turns} />
    </div>
  );
}

function NewConversation() {
  const t = useTranslations('chat');
  return (
    <Link href="/" prefetch={false} className="text-spruce underline" data-testid="begin-anew">
      {t('beginAnew')}
    </Link>
  );
}

function RetryButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations('chat');
  return (
    <Button kind="quiet" className="px-3" data-testid="retry" onClick={onClick}>
      {t('tryAgain')}
    </Button>
  );
}

/** What is asked shows itself at the end, and what takes a turn away gives the focus to the text field. */
function withFocus(
  actions: ConversationActions,
  composer: { current: ComposerHandle | null },
  list: { current: MessageListHandle | null },
): ConversationActions {
  return {
    ...actions,
    ask: (text) => {
      list.current?.toEnd();
      actions.ask(text);
    },
    regenerate: (turn) => {
      list.current?.toEnd();
      actions.regenerate(turn);
      composer.current?.focus();
    },
    sendEdit: (key, text) => {
      list.current?.toEnd();
      actions.sendEdit(key, text);
      composer.current?.focus();
    },
    endEdit: () => {
      actions.endEdit();
      composer.current?.focus();
    },
  };
}
