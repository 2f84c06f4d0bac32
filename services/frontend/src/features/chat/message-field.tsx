'use client';

import { useTranslations } from 'next-intl';
import { useId, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { roomLeft } from './message-rule';

/** What browsers report while an input method is still composing, where they do not say so otherwise. */
const COMPOSING_KEY_CODE = 229;

export interface MessageFieldProps {
  text: string;
  onChange: (text: string) => void;
  onSend: () => void;
  onCancel?: () => void;
  label: string;
  testId: string;
  ref: Ref<HTMLTextAreaElement>;
  /** Said below the field, and read with it. */
  problem?: string | null;
  /** Beside the field. */
  children: ReactNode;
  className?: string;
}

/** Whether a message may go: it says something, and no more than a message can. */
export const isSendable = (text: string): boolean => text.trim() !== '' && (roomLeft(text) ?? 0) >= 0;

/** A text field that grows: Enter sends, Shift+Enter makes a new line, and too long a text stays to be shortened. */
export function MessageField(props: MessageFieldProps) {
  const { text, onChange, onSend, onCancel, label, testId, ref, problem = null, children, className } = props;
  const t = useTranslations('chat');
  const hintId = useId();
  const left = roomLeft(text);
  const tooLong = left !== null && left < 0;
  const hinted = left !== null || problem !== null;

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === COMPOSING_KEY_CODE) return;
    if (event.key === 'Escape' && onCancel) {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    if (isSendable(text)) onSend();
  };

  return (
    <div className={className}>
      <div className="flex items-end gap-1.5">
        <textarea
          ref={ref}
          value={text}
          rows={1}
          dir="auto"
          aria-label={label}
          aria-invalid={tooLong || problem !== null}
          aria-describedby={hinted ? hintId : undefined}
          placeholder={t('placeholder')}
          enterKeyHint="send"
          data-testid={testId}
          data-shortcut={onCancel ? undefined : 'write'}
          className="field-sizing-content max-h-44 min-h-10 min-w-0 flex-1 resize-none bg-transparent py-2 text-base outline-none"
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {children}
      </div>
      {hinted && (
        <div id={hintId} className="pb-1.5 text-sm" data-testid="message-hint">
          {problem !== null && <p className="text-lingon">{problem}</p>}
          {left !== null && (
            <p className={tooLong ? 'text-lingon' : 'text-muted'} aria-live="polite">
              {tooLong ? t('tooLong', { count: -left }) : t('roomLeft', { count: left })}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
