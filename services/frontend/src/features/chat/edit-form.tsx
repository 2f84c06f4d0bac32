'use client';

import type { Problem } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useProblemWords } from '../../backend/use-problem-words';
import { Button } from '../../ui/button';
import { isSendable, MessageField } from './message-field';

export interface EditFormProps {
  text: string;
  /** What the server said against the words as they are. */
  problem: Problem | null;
  /** An answer is being made, which nothing can take the place of. */
  busy: boolean;
  onSend: (text: string) => void;
  onCancel: () => void;
}

/** Changes what was said where it stands: Enter asks it again, Escape leaves it as it was. */
export function EditForm({ text: before, problem, busy, onSend, onCancel }: EditFormProps) {
  const t = useTranslations('chat');
  const words = useProblemWords();
  const [text, setText] = useState(before);
  const field = useRef<HTMLTextAreaElement>(null);
  const sendable = isSendable(text) && !busy;
  const send = () => {
    if (sendable) onSend(text.trim());
  };

  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, []);

  return (
    <form
      data-testid="edit-form"
      className="w-full rounded-3xl border border-spruce bg-surface p-1.5 ps-4 ring-1 ring-spruce"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <MessageField
        ref={field}
        text={text}
        label={t('editMessage')}
        testId="edit-input"
        problem={problem && (problem.errors?.map(({ message }) => message).join(' ') ?? words(problem))}
        onChange={setText}
        onSend={send}
        onCancel={onCancel}
      >
        {null}
      </MessageField>
      <div className="flex flex-wrap items-center justify-end gap-1.5">
        <p className="me-auto text-xs text-muted">{t('editHint')}</p>
        <Button kind="bare" data-testid="edit-cancel" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button type="submit" data-testid="edit-send" disabled={!sendable}>
          {t('askAnew')}
        </Button>
      </div>
    </form>
  );
}
