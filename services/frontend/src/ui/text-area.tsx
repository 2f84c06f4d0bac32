'use client';

import { useId, type ComponentProps } from 'react';
import { describedBy, FieldWords } from './field-words';

export interface TextAreaProps extends ComponentProps<'textarea'> {
  label: string;
  hint?: string;
  error?: string;
}

/** A labelled field for several lines; it grows with what is written where the browser can. */
export function TextArea({ label, hint, error, rows = 4, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        dir="auto"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        className="field-sizing-content max-h-96 min-h-28 w-full rounded-xl border border-edge bg-surface px-3.5 py-2.5 text-base aria-invalid:border-lingon"
        {...rest}
      />
      <FieldWords id={id} hint={hint} error={error} />
    </div>
  );
}
