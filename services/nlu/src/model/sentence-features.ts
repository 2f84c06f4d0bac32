import { addText, addUnit, finish, seedOf } from './hashing';

const KINDS = { word: 1, pair: 2, gap2: 3, gap3: 4, first: 5, firstTwo: 6, last: 7, characters: 8 } as const;
const SEPARATOR = 0x20;
const LONGEST_GRAM = 5;
/** Longer sentences add nothing to what they ask for; bounds the time. */
const MOST_WORDS = 60;
const MOST_LETTERS = 24;

/** Hashes of a sentence's features, those of words apart from those of letters. */
export interface SentenceFeatures {
  readonly words: readonly number[];
  readonly characters: readonly number[];
}

/**
 * What the linear model sees of a sentence: its words, pairs of neighbours, pairs with one or two words between them, how it
 * begins and ends; and runs of 2–5 characters of each " word ". A feature stands as often as it occurs.
 */
export function sentenceFeatures(sentence: readonly string[]): SentenceFeatures {
  const list = sentence.slice(0, MOST_WORDS);
  const words: number[] = [];
  const characters: number[] = [];
  list.forEach((word, index) => {
    words.push(finish(addText(seedOf(KINDS.word), word)));
    addPair(words, KINDS.pair, word, list[index + 1]);
    addPair(words, KINDS.gap2, word, list[index + 2]);
    addPair(words, KINDS.gap3, word, list[index + 3]);
    addGrams(characters, word);
  });
  const [first, second] = list;
  const last = list.at(-1);
  if (first !== undefined) words.push(finish(addText(seedOf(KINDS.first), first)));
  addPair(words, KINDS.firstTwo, first ?? '', second);
  if (last !== undefined) words.push(finish(addText(seedOf(KINDS.last), last)));
  return { words, characters };
}

function addPair(into: number[], kind: number, left: string, right: string | undefined): void {
  if (right !== undefined) into.push(finish(addText(addUnit(addText(seedOf(kind), left), SEPARATOR), right)));
}

function addGrams(into: number[], word: string): void {
  const padded = ` ${word.slice(0, MOST_LETTERS)} `;
  for (let start = 0; start < padded.length - 1; start += 1) {
    let hash = seedOf(KINDS.characters);
    for (let end = start; end < padded.length && end < start + LONGEST_GRAM; end += 1) {
      hash = addUnit(hash, padded.charCodeAt(end));
      if (end > start) into.push(finish(hash));
    }
  }
}
