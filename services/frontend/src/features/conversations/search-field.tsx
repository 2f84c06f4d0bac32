'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState } from 'react';
import { IconButton } from '../../ui/icon-button';
import { CloseIcon, SearchIcon } from '../../ui/icons';

/** The longest query that the backend takes. */
const MOST_CHARACTERS = 200;
/** A pause in typing, after which it is searched, in milliseconds. */
const TYPING_MS = 200;

export interface SearchFieldProps {
  /** What the server says is wrong with it. */
  error?: string;
  startHere?: boolean;
  /** What to search for now; '' for nothing. */
  onQuery: (query: string) => void;
  /** Down into what is listed below. */
  onDown: () => void;
}

/** Where one types what to look for; Escape empties it. */
export function SearchField({ error, startHere = false, onQuery, onDown }: SearchFieldProps) {
  const t = useTranslations('conversations');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [value, setValue] = useState('');
  useEffect(() => {
    const query = value.trim();
    // What was emptied shows all again at once.
    const timer = setTimeout(() => onQuery(query), query === '' ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [value, onQuery]);
  useEffect(() => {
    if (startHere) input.current?.focus();
  }, [startHere]);
  return (
    <div role="search">
      <div className="relative flex items-center">
        <SearchIcon className="pointer-events-none absolute left-3 size-4.5 text-muted" />
        <input
          ref={input}
          type="search"
          name="conversation-search"
          value={value}
          dir="auto"
          maxLength={MOST_CHARACTERS}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          aria-label={t('search')}
          placeholder={t('searchHint')}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          data-takes-escape={value === '' ? undefined : true}
          data-testid="conversation-search"
          className="min-h-11 w-full min-w-0 rounded-xl border border-line bg-transparent pr-11 pl-9.5 text-base aria-invalid:border-lingon sm:text-sm [&::-webkit-search-cancel-button]:hidden"
          onChange={(event) => setValue(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'ArrowDown') onDown();
            else if (event.key === 'Escape' && value !== '') setValue('');
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        {value !== '' && (
          <IconButton
            label={t('clear')}
            className="absolute right-0.5"
            data-testid="clear-search"
            onClick={() => {
              setValue('');
              input.current?.focus();
            }}
          >
            <CloseIcon className="size-4" />
          </IconButton>
        )}
      </div>
      {error && (
        <p id={`${id}-error`} className="px-3 pt-1 text-sm text-lingon">
          {error}
        </p>
      )}
    </div>
  );
}

/** Puts the focus into the search of the list that is to be seen; false where none is. */
export function focusSearch(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement>('[name=conversation-search]');
  const shown = [...fields].find((field) => field.checkVisibility());
  shown?.focus();
  shown?.select();
  return shown !== undefined;
}
