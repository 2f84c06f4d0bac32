'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type Ref } from 'react';
import { IconButton } from '../../ui/icon-button';
import { SendIcon, StopIcon } from '../../ui/icons';
import { recallDraft, rememberDraft } from './drafts';
import { loadMessageList } from './load-message-list';
import { isSendable, MessageField } from './message-field';

export interface ComposerHandle {
  focus: () => void;
}

export interface ComposerProps {
  ref: Ref<ComposerHandle>;
  /** The conversation whose draft it is; a new one may get its name while the next message is being typed. */
  conversationId: string | null;
  /** Words that are sent but not taken yet: they come back with the draft if the page goes before they are. */
  unsent: string;
  running: boolean;
  autoFocus: boolean;
  onSend: (text: string) => void;
  onStop: () => void;
}

/** Where the next message is written; a draft survives a reload. */
export function Composer(props: ComposerProps) {
  const { ref, conversationId, unsent, running, autoFocus, onSend, onStop } = props;
  const t = useTranslations('chat');
  const [text, setText] = useState('');
  // Not from the start: the server that draws the page first does not know it.
  useLayoutEffect(() => setText((typed) => typed || recallDraft(conversationId)), []);
  const field = useRef<HTMLTextAreaElement>(null);
  const focus = () => field.current?.focus({ preventScroll: true });
  useImperativeHandle(ref, () => ({ focus }), []);

  useEffect(() => {
    if (autoFocus) focus();
  }, []);

  const storedUnder = useRef(conversationId);
  useEffect(() => {
    if (storedUnder.current !== conversationId) rememberDraft(storedUnder.current, '');
    storedUnder.current = conversationId;
    rememberDraft(conversationId, [unsent, text].filter(Boolean).join('\n\n'));
  }, [conversationId, text, unsent]);

  const send = () => {
    if (!isSendable(text)) return;
    onSend(text.trim());
    setText('');
    focus();
  };

  return (
    <form
      className="mx-auto w-full max-w-3xl rounded-3xl border border-edge/60 bg-surface p-1.5 ps-4 shadow-sm focus-within:border-spruce focus-within:ring-1 focus-within:ring-spruce"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <MessageField
        ref={field}
        text={text}
        label={t('message')}
        testId="message-input"
        onChange={(value) => {
          // Fetched while the words are typed, so that it is there before the answer.
          void loadMessageList();
          setText(value);
        }}
        onSend={send}
      >
        {running && (
          <IconButton label={t('stop')} data-testid="stop" data-shortcut="stop" onClick={onStop}>
            <StopIcon />
          </IconButton>
        )}
        <IconButton
          type="submit"
          kind="primary"
          label={t('send')}
          data-testid="send"
          disabled={!isSendable(text)}
        >
          <SendIcon />
        </IconButton>
      </MessageField>
    </form>
  );
}
