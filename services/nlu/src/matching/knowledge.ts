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
  /** Those of these lists that do not count where the value is written as a name. */
  readonly forgive: readonly string[];
  /** A word of the value, not written as a name, has one of these endings. */
  readonly ending: readonly string[];
}

/**
 * What words that fill an open slot look like: like anything; like a name, with a capital or digit in front; like words of which
 * at least half are in no list.
 */
export type NameLook = 'any' | 'name' | 'rare';

export type SlotDefinition = { readonly argument: string } & (
  | {
      readonly kind: 'open';
      readonly mostWords: number;
      readonly leastWords: number;
      readonly refuse: Refusals;
      /** What the words must look like. */
      readonly look: NameLook;
      /** A list of endings of which the value has one, which is left off: "Kents" is Kent's, "festlistan" the list "fest". */
      readonly cut?: string | undefined;
    }
  | {
      readonly kind: 'list';
      readonly list: string;
      readonly sign: 1 | -1;
      /** Whether misspelt words may be taken for the list's; not where names are near to them. */
      readonly mendable: boolean;
      /** The value as the person wrote it, where it differs from the list's by accents alone or the list has a pattern for it. */
      readonly asWritten: boolean;
      /** A list of endings of which the last word must have one more: "Kents". */
      readonly ending?: string | undefined;
    }
  | { readonly kind: 'percentage'; readonly unitRequired: boolean; readonly sign: 1 | -1 }
);

/** Sentences that mean the same. */
export interface SentenceGroup {
  readonly args: Readonly<Record<string, unknown>>;
  /** How probable it is that the person wants this, where the words alone leave a doubt. */
  readonly confidence: number | undefined;
  /** Not after "kan du" or "jag vill": there the same words are talk ("kan du spela?"). */
  readonly direct: boolean;
  /** Only after a remark on this topic: "jag hör inget, höj den". */
  readonly about: string | undefined;
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
  /** Wishes for somebody to do it: "jag vill att du". After them verbs stand as in a report: "stoppar". */
  readonly clauses: readonly string[];
  /** Verbs as in a report, with the form that the templates have. */
  readonly reports: Readonly<Record<string, string>>;
  /** Questions that ask for it to be done: "kan du". Only after one of them may a command end in "?". */
  readonly questions: readonly string[];
  readonly after: readonly string[];
  /** After a command too, but rather a part of what goes before where that is a longer name: "Om du lämnade mig nu". */
  readonly afterShort: readonly string[];
  /** Sounds and words of hesitation, skipped anywhere but inside names. */
  readonly hesitations: readonly string[];
  /** Words that take back what was said before them: "nej jag menar". */
  readonly repairs: readonly string[];
  /** Words beside the numbers of which one may be put right by another: "nästa nej förra". */
  readonly exchanges: readonly string[];
  readonly remarks: RemarkWords;
}

/** What makes words a remark beside a command. */
export interface RemarkWords {
  /** Verbs of which one stands early in a remark. */
  readonly verbs: readonly string[];
  /** Words that join a remark to the command after it: "så". */
  readonly joins: readonly string[];
  /** How other verbs end. */
  readonly verbEndings: readonly string[];
  /** Beginnings of a remark for which no pause is needed. */
  readonly begins: readonly string[];
  /** Those of them that do not belong to a name before them either. */
  readonly afterNames: readonly string[];
  /** What no remark holds: it would be a condition, a quotation or a second command. */
  readonly never: readonly string[];
  /** What no remark behind a command holds, besides. */
  readonly neverAfter: readonly string[];
  /** What a remark may be about, by words that show it. */
  readonly topics: Readonly<Record<string, readonly string[]>>;
}

/** All that is known about one language. */
export interface LanguageKnowledge {
  readonly locale: Locale;
  readonly rules: Readonly<Record<string, string>>;
  readonly frame: Frame;
  readonly numbers: NumberWords & ShareWords;
  readonly lists: Readonly<Record<string, readonly ListEntry[]>>;
  readonly files: readonly SentenceFile[];
  /** Words of everyday talk, of every language: what stands here is no misspelt word of a template. */
  readonly ordinaryWords: ReadonlySet<string>;
}
