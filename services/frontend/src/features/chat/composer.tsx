'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { recall, remember } from '../../remembered';
import { IconButton } from '../../ui/icon-button';
import { SendIcon, StopIcon } from '../../ui/icons';
import { MAX_MESSAGE_LENGTH } from './message-rule';

const DRAFT_KEY = 'alice.draft';

export interface ComposerProps {
  running: boolean;
  onSend: (text: string) => void;
  onStop: () => void;
}

/** The text field: Enter sends, Shift+Enter makes a new line, and a draft survives a reload. */
export function Composer({ running, onSend, onStop }: ComposerProps) {
  const t = useTranslations('chat');
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    setText((typed) => typed || (recall(DRAFT_KEY) ?? ''));
    field.current?.focus({ preventScroll: true });
  }, []);

  const change = (value: string) => {
    setText(value);
    remember(DRAFT_KEY, value || null);
  };
  const send = () => {
    if (text.trim() === '') return;
    onSend(text.trim());
    change('');
    field.current?.focus();
  };

  return (
    <form
      className="mx-auto flex w-full max-w-3xl items-end gap-1.5 rounded-3xl border border-edge/60 bg-surface p-1.5 pl-4 shadow-sm focus-within:border-spruce focus-within:ring-1 focus-within:ring-spruce"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        value={text}
        rows={1}
        dir="auto"
        maxLength={MAX_MESSAGE_LENGTH}
        aria-label={t('message')}
        placeholder={t('placeholder')}
        enterKeyHint="send"
        data-testid="message-input"
        className="field-sizing-content max-h-44 min-h-10 min-w-0 flex-1 resize-none bg-transparent py-2 text-base outline-none"
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      {running && (
        <IconButton label={t('stop')} data-testid="stop" onClick={onStop}>
          <StopIcon />
        </IconButton>
      )}
      <IconButton
        type="submit"
        kind="primary"
        label={t('send')}
        data-testid="send"
        disabled={text.trim() === ''}
      >
        <SendIcon />
      </IconButton>
    </form>
  );
}
