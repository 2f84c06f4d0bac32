'use client';

import { useId, type ComponentProps } from 'react';
import { describedBy, FieldWords } from './field-words';

export interface SelectFieldProps extends Omit<ComponentProps<'select'>, 'onChange' | 'value'> {
  label: string;
  hint?: string;
  error?: string;
  options: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

/** A labelled choice of one among several, drawn by the browser. */
export function SelectField({ label, hint, error, options, value, onChange, ...rest }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        className="min-h-11 rounded-xl border border-edge bg-surface px-3 text-base aria-invalid:border-lingon"
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <FieldWords id={id} hint={hint} error={error} />
    </div>
  );
}
