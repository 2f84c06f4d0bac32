'use client';

import { useState, type FormEvent } from 'react';
import { problemOf } from './call-api';
import { formErrors, NO_ERRORS, type FormErrors } from './form-errors';

export interface Form {
  errors: FormErrors;
  /** It is being sent. */
  busy: boolean;
  submit: (event: FormEvent<HTMLFormElement>) => void;
}

/**
 * A form with fields of these names. `send` gets what was typed; what it throws is sorted to the fields, the first wrong
 * one gets the focus, and nothing typed is lost.
 */
export function useForm<Name extends string>(
  names: readonly Name[],
  send: (typed: Record<Name, string>, form: HTMLFormElement) => Promise<void>,
): Form {
  const [errors, setErrors] = useState(NO_ERRORS);
  const [busy, setBusy] = useState(false);

  async function submit(form: HTMLFormElement) {
    const data = new FormData(form);
    const text = (name: Name) => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    setBusy(true);
    setErrors(NO_ERRORS);
    try {
      await send(Object.fromEntries(names.map((name) => [name, text(name)])) as Record<Name, string>, form);
    } catch (error) {
      const found = formErrors(problemOf(error), names);
      setErrors(found);
      const wrong = names.find((name) => found.fields[name] !== undefined);
      if (wrong) form.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
    } finally {
      setBusy(false);
    }
  }

  return {
    errors,
    busy,
    submit: (event) => {
      event.preventDefault();
      if (!busy) void submit(event.currentTarget);
    },
  };
}
