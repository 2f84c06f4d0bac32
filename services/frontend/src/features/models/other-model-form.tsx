'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';
import { isModelName, MAX_NAME_LENGTH } from './model-name-rule';
import type { Download } from './use-downloads';

export interface OtherModelFormProps {
  /** The download of the name that was typed, where the name was what was wrong. */
  refused: Download | null;
  onSubmit: (name: string) => void;
}

/** Fetches any other model by its name. */
export function OtherModelForm({ refused, onSubmit }: OtherModelFormProps) {
  const t = useTranslations('models.other');
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<'empty' | 'malformed' | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const trimmed = name.trim();

  const toField = () => form.current?.querySelector('input')?.focus();
  useEffect(() => {
    if (refused) toField();
  }, [refused]);

  function submit() {
    const found = trimmed === '' ? 'empty' : isModelName(trimmed) ? null : 'malformed';
    setWrong(found);
    if (found === null) onSubmit(trimmed);
    else toField();
  }

  // A name in its right form is refused for where it leads, or found nowhere.
  const reason = refused?.problem?.code === 'invalid_input' ? 'foreign' : 'unknown';
  const error = wrong
    ? t(wrong)
    : refused && refused.pull.name === trimmed
      ? t(reason, { name: trimmed })
      : undefined;

  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-2 border-t border-line pt-4 sm:flex-row sm:items-start sm:gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="min-w-0 flex-1">
        <TextField
          label={t('label')}
          hint={t('hint')}
          error={error}
          name="model"
          value={name}
          data-testid="other-model"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={MAX_NAME_LENGTH}
          onChange={(event) => {
            setName(event.target.value);
            setWrong(null);
          }}
        />
      </div>
      <Button type="submit" kind="quiet" className="sm:mt-[1.625rem]" data-testid="other-model-fetch">
        {t('fetch')}
      </Button>
    </form>
  );
}
