export interface FieldWordsProps {
  id: string;
  hint?: string;
  error?: string;
}

/** The ids of a field's hint and error, for `aria-describedby`. */
export const describedBy = (id: string, hint?: string, error?: string): string | undefined =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;

/** What stands below a field and is read out with it: how to fill it in, and what is wrong with it. */
export function FieldWords({ id, hint, error }: FieldWordsProps) {
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm text-lingon">
          {error}
        </p>
      )}
    </>
  );
}
