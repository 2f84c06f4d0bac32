import type { FoundPhrase } from './phrases';
import type { Word } from './sentence';

/** Where remarks stand in one sentence. */
export interface FoundRemarks {
  /** Whether all words from here on are a remark that a pause divides from what goes before. */
  readonly afterPause: (at: number) => boolean;
  /** Whether they are one that needs no pause. */
  readonly straightOn: (at: number) => boolean;
  /** Whether they are one that does not belong to a name before it either. */
  readonly afterName: (at: number) => boolean;
  /** The positions behind a remark that begins the sentence and ends in a pause, and what it is about. */
  readonly before: readonly { readonly at: number; readonly topics: readonly string[] }[];
}

/** What topics are marked with among the found phrases. */
export const TOPIC = 'topic:';

const MOST_WORDS = 14;
/** A remark is a clause, so its verb stands among its first words. */
const VERB_WITHIN = 5;
/** A shorter word with a verb's ending is hardly one. */
const SHORTEST_VERB = 5;
/** So many words before a pause need no verb: "Migrän, …". */
const CALL = 3;

/**
 * Finds remarks beside a command, which explain it and change nothing in it: "…, grannarna klagar". Their words are free, but
 * for some that would make a condition, a quotation or another command of them.
 */
export function findRemarks(
  words: readonly Word[],
  found: readonly (readonly FoundPhrase<string>[])[],
  verbEndings: readonly string[],
): FoundRemarks {
  const count = words.length;
  const has = (at: number, kind: string): boolean => found[at]?.some(({ value }) => value === kind) === true;
  const isVerb = (at: number): boolean => {
    if (has(at, 'verbs')) return true;
    const word = words[at]?.norm ?? '';
    return word.length >= SHORTEST_VERB && verbEndings.some((ending) => word.endsWith(ending));
  };
  const hasVerb = (from: number, to: number): boolean => {
    for (let at = from; at < Math.min(to, from + VERB_WITHIN); at += 1) if (isVerb(at)) return true;
    return false;
  };

  // A word of a longer verb or topic forbids nothing: "om" in "tycker om" and "huller om buller".
  const inside = new Set<number>();
  for (const [at, phrases] of found.entries()) {
    for (const { end, value } of phrases) {
      if (end === at + 1 || (value !== 'verbs' && !value.startsWith(TOPIC))) continue;
      for (let within = at; within < end; within += 1) inside.add(within);
    }
  }
  const forbids = (at: number): boolean => has(at, 'never') && !inside.has(at);

  // The first position from which on no word forbids a remark.
  let free = count;
  while (free > 0 && !forbids(free - 1) && !has(free - 1, 'neverAfter')) {
    if (words[free - 1]?.quoted === true) break;
    free -= 1;
  }
  const begins = (at: number, kind: string): boolean =>
    count - at <= MOST_WORDS &&
    found[at]?.some(({ end, value, unaccented }) => value === kind && end >= free && unaccented === 0) ===
      true;

  const before: { at: number; topics: string[] }[] = [];
  const topics = new Set<string>();
  for (let at = 0; at < Math.min(count - 1, MOST_WORDS); at += 1) {
    if (forbids(at) || words[at]?.quoted === true) break;
    for (const { value } of found[at] ?? [])
      if (value.startsWith(TOPIC)) topics.add(value.slice(TOPIC.length));
    const joined = at > 0 && has(at + 1, 'joins') && hasVerb(0, at + 1);
    if (joined) before.push({ at: at + 2, topics: [...topics] });
    if (words[at]?.pauses !== true) continue;
    if (at < CALL || topics.size > 0 || hasVerb(0, at + 1)) before.push({ at: at + 1, topics: [...topics] });
  }
  return {
    afterPause: (at) =>
      at >= free &&
      at < count &&
      count - at <= MOST_WORDS &&
      words[at - 1]?.pauses === true &&
      hasVerb(at, count),
    straightOn: (at) => begins(at, 'begins') || begins(at, 'afterNames'),
    afterName: (at) => begins(at, 'afterNames'),
    before,
  };
}
