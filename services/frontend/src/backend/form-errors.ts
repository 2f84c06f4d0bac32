import type { Problem } from '@alice/contracts';

export interface FormErrors {
  /** What stands at the top of the form. */
  form: Problem | null;
  /** What stands at a field, by the field's name. */
  fields: Partial<Record<string, string>>;
}

export const NO_ERRORS: FormErrors = { form: null, fields: {} };

/** Sorts a problem's errors to the form's fields; what belongs to none of them stays with the form. */
export function formErrors(problem: Problem, names: readonly string[]): FormErrors {
  const fields: FormErrors['fields'] = {};
  let elsewhere = (problem.errors ?? []).length === 0;
  for (const { path, message } of problem.errors ?? []) {
    if (names.includes(path)) fields[path] ??= message;
    else elsewhere = true;
  }
  return { form: elsewhere ? problem : null, fields };
}
