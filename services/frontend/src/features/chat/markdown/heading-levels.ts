import type { MarkedToken } from 'marked';

const FIRST_LEVEL = 4;
const LAST_LEVEL = 6;

export type HeadingLevel = 4 | 5 | 6;

/**
 * The level of each heading on the page, below the heading of its message and without a gap, whatever levels the
 * text uses; null for what is no heading.
 */
export function headingLevels(tokens: readonly MarkedToken[]): (HeadingLevel | null)[] {
  const above: number[] = [];
  return tokens.map((token) => {
    if (token.type !== 'heading') return null;
    while ((above.at(-1) ?? 0) >= token.depth) above.pop();
    above.push(token.depth);
    return Math.min(FIRST_LEVEL + above.length - 1, LAST_LEVEL) as HeadingLevel;
  });
}
