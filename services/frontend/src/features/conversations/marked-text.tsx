import type { Part } from './highlight';

/** A text whose hits are marked. */
export function MarkedText({ parts }: { parts: readonly Part[] }) {
  return parts.map(({ text, hit }, index) =>
    hit ? (
      <mark key={index} className="rounded-sm bg-cloudberry/25 text-ink">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
