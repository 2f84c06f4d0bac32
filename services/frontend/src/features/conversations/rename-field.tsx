'use client';

import type { ConversationSummary } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { callApi, problemOf } from '../../backend/call-api';
import { formErrors } from '../../backend/form-errors';
import { useProblemWords } from '../../backend/use-problem-words';
import { IconButton } from '../../ui/icon-button';
import { CheckIcon, CloseIcon } from '../../ui/icons';

const DEADLINE_MS = 15_000;

export interface RenameFieldProps {
  conversation: ConversationSummary;
  /** What is typed; its place in the list may change while it is. */
  draft: string;
  onDraft: (draft: string) => void;
  onRenamed: (conversation: ConversationSummary) => void;
  /** Left without a change. */
  onLeft: () => void;
}

/** A title that is being changed, in its place in the list: Enter saves, Escape leaves it as it was. */
export function RenameField({ conversation, draft, onDraft, onRenamed, onLeft }: RenameFieldProps) {
  const t = useTranslations('conversations');
  const words = useProblemWords();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const untouched = useRef(draft === conversation.title);
  const [error, setError] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);

  useEffect(() => {
    input.current?.focus();
    if (untouched.current) input.current?.select();
  }, []);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (saving) return;
    if (draft === conversation.title) {
      onLeft();
      return;
    }
    setSaving(true);
    try {
      const renamed = await callApi<ConversationSummary>(`/api/conversations/${conversation.id}`, {
        method: 'PATCH',
        body: { title: draft },
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      onRenamed(renamed);
    } catch (thrown) {
      const problem = problemOf(thrown);
      setError(formErrors(problem, ['title']).fields.title ?? words(problem));
      setSaving(false);
      input.current?.focus();
    }
  };

  return (
    <form className="rounded-xl bg-moss p-0.5" onSubmit={(event) => void save(event)}>
      <div className="flex items-center">
        <input
          ref={input}
          value={draft}
          dir="auto"
          autoComplete="off"
          enterKeyHint="done"
          aria-label={t('title')}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          data-takes-escape
          data-testid="rename-input"
          className="min-h-10 w-0 min-w-0 flex-1 rounded-lg border border-edge bg-surface px-2.5 text-base aria-invalid:border-lingon sm:text-sm"
          onChange={(event) => {
            onDraft(event.target.value);
            setError(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.stopPropagation();
            onLeft();
          }}
        />
        <IconButton type="submit" label={t('save')} className="size-9" data-testid="rename-save">
          <CheckIcon className="size-4.5" />
        </IconButton>
        <IconButton label={t('cancel')} className="size-9" data-testid="rename-cancel" onClick={onLeft}>
          <CloseIcon className="size-4" />
        </IconButton>
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="px-2.5 py-1 text-sm text-lingon">
          {error}
        </p>
      )}
    </form>
  );
}
