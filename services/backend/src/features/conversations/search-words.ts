import { stemmer } from '@orama/stemmers/swedish';

/** How much of a query is read: more words, or characters of a word, than anybody types. */
const MOST_WORDS = 40;
const MOST_CHARACTERS = 50;

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/** Definite forms that the stemmer leaves alone: "receptet", "flickans". */
const DEFINITE = /^(\p{L}{3,})(?:et|an)s?$/u;

/** A word of a text: where it stands, and as words are compared. */
export interface TextWord {
  index: number;
  end: number;
  folded: string;
}

export function* wordsOf(text: string): Generator<TextWord> {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    yield { index, end: index + word.length, folded: word.normalize('NFC').toLowerCase() };
  }
}

/**
 * What the words of a text must begin with, one beginning for each word of the query, so that every form of the
 * word is found. They hold letters, digits and marks only, in lower case and NFC; none where the query has no word.
 */
export function searchBeginnings(query: string): string[] {
  const beginnings = new Set<string>();
  for (const { folded } of wordsOf(query)) {
    if (beginnings.size === MOST_WORDS) break;
    const word = Array.from(folded).slice(0, MOST_CHARACTERS).join('');
    beginnings.add(DEFINITE.exec(word)?.[1] ?? stemmer(word));
  }
  return [...beginnings];
}

/** How a beginning may be written: å as one character or as a with a ring. */
export function spellingsOf(beginning: string): string[] {
  return [...new Set([beginning, beginning.normalize('NFD')])];
}
