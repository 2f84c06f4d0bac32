import type { FoundPhrase } from './phrases';
import type { Word } from './sentence';

const MOST_WORDS = 3;
const NONE: readonly number[] = [];
const DIGITS = /^\d+$/u;

/**
 * Finds words that a person says and takes back: "stäng av öh stäng av", "till fyrtio nej femtio". Answers for every position
 * where the words that count go on: after a hesitation, or behind up to three words that are said again or put right, with
 * nothing but hesitation and repairs between.
 */
export function findSlips(
  words: readonly Word[],
  found: readonly (readonly FoundPhrase<string>[])[],
  hesitations: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const repairFrom = (at: number) => found[at]?.findLast(({ value }) => value === 'repairs')?.end;
  const exchanges = (at: number): boolean =>
    found[at]?.some(({ value }) => value === 'exchanges') === true || DIGITS.test(words[at]?.norm ?? '');
  const pastGap = (at: number): { end: number; repaired: boolean } => {
    let end = at;
    let repaired = false;
    for (let step = 0; step < MOST_WORDS; step += 1) {
      const repair = repairFrom(end);
      const next = repair ?? hesitations[end]?.[0];
      if (next === undefined) break;
      repaired ||= repair !== undefined;
      end = next;
    }
    return { end, repaired };
  };
  return words.map((word, at) => {
    const skips = hesitations[at] ?? NONE;
    // With a capital, "Bä bä" rather begins a name.
    if (word.quoted || (at > 0 && word.named && !DIGITS.test(word.norm))) return skips;
    for (let length = 1; length <= MOST_WORDS && at + length < words.length; length += 1) {
      const gap = pastGap(at + length);
      let same = 0;
      while (same < length && words[gap.end + same]?.norm === words[at + same]?.norm) same += 1;
      const repeated = same === length || (gap.repaired && same > 0);
      if (repeated || (gap.repaired && exchanges(at) && exchanges(gap.end))) return [...skips, gap.end];
    }
    return skips;
  });
}
