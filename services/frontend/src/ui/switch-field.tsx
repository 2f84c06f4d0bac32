'use client';

import { useId } from 'react';
import { describedBy, FieldWords } from './field-words';

export interface SwitchFieldProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  testId?: string;
}

/** Something that is on or off, with its name. */
export function SwitchField({ label, hint, checked, onChange, disabled, testId }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <FieldWords id={id} hint={hint} />
      </div>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={checked}
        disabled={disabled}
        data-testid={testId}
        aria-describedby={describedBy(id, hint)}
        className="relative h-6 w-11 shrink-0 cursor-pointer appearance-none rounded-full border border-edge bg-moss transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-4.5 before:rounded-full before:bg-muted before:transition-transform checked:border-spruce checked:bg-spruce checked:before:translate-x-5 checked:before:bg-on-spruce disabled:cursor-not-allowed disabled:opacity-60"
        onChange={(event) => onChange(event.target.checked)}
      />
    </div>
  );
}
