'use client';

import { useId, type ComponentProps } from 'react';
import { describedBy, FieldWords } from './field-words';

export interface TextFieldProps extends ComponentProps<'input'> {
  label: string;
  hint?: string;
  error?: string;
}

/** A labelled input; what is wrong with it stands below it and is read out with it. */
export function TextField({ label, hint, error, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        className="min-h-11 rounded-xl border border-edge bg-surface px-3.5 text-base aria-invalid:border-lingon"
        {...rest}
      />
      <FieldWords id={id} hint={hint} error={error} />
    </div>
  );
}
