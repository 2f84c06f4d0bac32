'use client';

import { useId, type ReactNode } from 'react';
import { describedBy, FieldWords } from './field-words';

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  hint?: ReactNode;
  disabled?: boolean;
}

export interface ChoiceFieldProps<Value extends string> {
  legend: string;
  hint?: string;
  error?: string;
  /** Of the radio buttons, unique on the page. */
  name: string;
  options: Choice<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  disabled?: boolean;
}

/** One of a few, each a card with its words. */
export function ChoiceField<Value extends string>({
  legend,
  hint,
  error,
  name,
  options,
  value,
  onChange,
  disabled,
}: ChoiceFieldProps<Value>) {
  const id = useId();
  return (
    <fieldset
      disabled={disabled}
      aria-describedby={describedBy(id, hint, error)}
      className="flex flex-col gap-2"
    >
      <legend className="mb-2 text-sm font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-2">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-11 flex-1 basis-40 cursor-pointer items-start gap-3 rounded-xl border border-edge bg-surface px-3.5 py-2.5 has-checked:border-spruce has-checked:bg-moss has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-spruce has-disabled:cursor-not-allowed has-disabled:opacity-60"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              data-testid={`${name}-${option.value}`}
              className="mt-1 outline-none"
              onChange={() => onChange(option.value)}
            />
            <span className="min-w-0">
              <span className="font-medium break-words">{option.label}</span>
              {option.hint && <span className="block text-sm break-words text-muted">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldWords id={id} hint={hint} error={error} />
    </fieldset>
  );
}
