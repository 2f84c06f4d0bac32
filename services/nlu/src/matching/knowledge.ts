import type { NumberWords } from '../slots/number-words';
import type { ShareWords } from '../slots/percentage';

export type Locale = 'sv' | 'en';

/** A value and the ways to say it; the phrases may use template syntax without slots and rules. */
export interface ListEntry {
  readonly value: string | number;
  readonly phrases: readonly string[];
}

/** What words an open slot must not take, as names of lists. */
export interface Refusals {
  /** The value is one of these. */
  readonly exact: readonly string[];
  /** The value begins with one of these. */
  readonly start: readonly string[];
  /** One of these comes after the value's first word. */
  readonly inside: readonly string[];
  /** The value ends in one of these. */
  readonly end: readonly string[];
}

export type SlotDefinition = { readonly argument: string } & (
  | { readonly kind: 'open'; readonly mostWords: number; readonly refuse: Refusals }
  | { readonly kind: 'list'; readonly list: string; readonly sign: 1 | -1 }
  | { readonly kind: 'percentage'; readonly unitRequired: boolean; readonly sign: 1 | -1 }
);

/** Sentences that mean the same. */
export interface SentenceGroup {
  readonly args: Readonly<Record<string, unknown>>;
  /** How probable it is that the person wants this, where the words alone leave a doubt. */
  readonly confidence: number | undefined;
  /** Not after "kan du" or "jag vill": there the same words are talk ("kan du spela?"). */
  readonly direct: boolean;
  /** The sentences are requests in the form of a question, so that a "?" may follow. */
  readonly question: boolean;
  readonly sentences: readonly { readonly template: string; readonly line: number }[];
}

export interface SentenceFile {
  /** Path below `data/`, as answered in `matched`. */
  readonly path: string;
  readonly intent: string;
  readonly groups: readonly SentenceGroup[];
}

/** Words around a command that change nothing in it. */
export interface Frame {
  /** Greetings and politeness before it. */
  readonly before: readonly string[];
  /** Wishes before it: "jag vill". */
  readonly wishes: readonly string[];
  /** Questions that ask for it to be done: "kan du". Only after one of them may a command end in "?". */
  readonly questions: readonly string[];
  readonly after: readonly string[];
  /** After a command too, but rather a part of what goes before where that is a longer name: "Om du lämnade mig nu". */
  readonly afterShort: readonly string[];
  /** Sounds and words of hesitation, skipped anywhere but inside names. */
  readonly hesitations: readonly string[];
}

/** All that is known about one language. */
export interface LanguageKnowledge {
  readonly locale: Locale;
  readonly rules: Readonly<Record<string, string>>;
  readonly frame: Frame;
  readonly numbers: NumberWords & ShareWords;
  readonly lists: Readonly<Record<string, readonly ListEntry[]>>;
  readonly files: readonly SentenceFile[];
}
