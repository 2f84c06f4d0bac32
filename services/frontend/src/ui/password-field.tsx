'use client';

import { useId, useState, type ComponentProps, type KeyboardEvent } from 'react';
import { describedBy, FieldWords } from './field-words';
import { EyeIcon, EyeOffIcon } from './icons';
import { IconButton } from './icon-button';

export interface PasswordFieldProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: string;
  hint?: string;
  error?: string;
  showLabel: string;
  hideLabel: string;
  /** Said while the caps lock is on. */
  capsLockHint: string;
}

/** A labelled input whose text is hidden until the person wants to see it. */
export function PasswordField({
  label,
  hint,
  error,
  showLabel,
  hideLabel,
  capsLockHint,
  ...rest
}: PasswordFieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const look = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          type={shown ? 'text' : 'password'}
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, hint, error)}
          className="min-h-11 w-full rounded-xl border border-edge bg-surface py-1 pr-12 pl-3.5 text-base aria-invalid:border-lingon"
          onKeyDown={look}
          onKeyUp={look}
          onBlur={() => setCapsLock(false)}
          {...rest}
        />
        <IconButton
          label={shown ? hideLabel : showLabel}
          className="absolute top-0.5 right-1"
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOffIcon /> : <EyeIcon />}
        </IconButton>
      </div>
      <p role="status" className="text-sm text-cloudberry empty:-mt-1.5">
        {capsLock && capsLockHint}
      </p>
      <FieldWords id={id} hint={hint} error={error} />
    </div>
  );
}
