import { addUnit, finish, seedOf } from '../model/hashing';
import { editDistance } from './edit-distance';
import type { Lexicon, Move } from './lexicon';
import { foldDiacritics } from './sentence';

/** A shorter word is too like too many others. */
const SHORTEST = 4;
const LONGEST = 24;
/** From so many letters on the first letter may be wrong, too. */
const FIRST_MAY_DIFFER = 6;
/** From so many letters on two mistakes are forgiven. */
const TWO_MISTAKES = 8;
/** Deletions are looked for among so many first letters only; the rest is compared in full. */
const PREFIX = 7;
const SHORTEST_PART = 2;
/** More than there are words; a hash of 32 bits times this is still exact. */
const NUMBERS = 1 << 20;
const LETTERS = /^[\p{L}\p{M}]+$/u;
const JOINT = /[-:'’]/u;

/**
 * Takes words that nobody knows for misspelt words of the templates: a letter too many, too few, wrong or swapped, two words
 * written as one, a hyphen or a colon before an ending. Candidates are found by what is left of both words after deletions, so
 * the time does not depend on how many words there are.
 */
export class Mending {
  private readonly mendable: ReadonlySet<string>;
  private readonly words: readonly string[];
  /** What is left of each word after up to two deletions, as hashes with the word's number, in ascending order. */
  private readonly remains: Float64Array;

  constructor(
    private readonly lexicon: Lexicon,
    /** Words of everyday language: they are what they are. */
    private readonly isOrdinary: (word: string) => boolean,
    private readonly isNumber: (word: string) => boolean,
  ) {
    this.mendable = new Set([...lexicon.mendableWords].map(foldDiacritics));
    this.words = [...this.mendable].filter((word) => word.length >= SHORTEST - 1 && LETTERS.test(word));
    this.remains = Float64Array.from(
      this.words.flatMap((word, number) =>
        remainsOf(word.slice(0, PREFIX), mistakesIn(word.length + 1)).map((hash) => hash * NUMBERS + number),
      ),
    ).sort();
  }

  /** Every way to read an unknown word as words of the templates. */
  mend(written: string): readonly Move[] {
    if (this.isOrdinary(written)) return [];
    if (JOINT.test(written)) return this.mendJoint(written);
    if (written.length < SHORTEST || written.length > LONGEST || !LETTERS.test(written)) return [];
    const word = shortenRuns(foldDiacritics(written));
    const whole = this.lexicon.spellings(word);
    if (whole) return whole.map((move) => ({ ...move, corrected: 1 }));
    const found = [...this.nearest(word), ...this.split(word)];
    return found.length > 0 && this.isNumber(written) ? [] : found;
  }

  /** "mute:a", "låt-listan", "stäng-av". */
  private mendJoint(written: string): readonly Move[] {
    const parts = written.split(JOINT);
    if (!parts.every((part) => LETTERS.test(part))) return [];
    const joined = this.lexicon.spellings(parts.join(''));
    if (joined) return joined;
    const [left, right] = parts.map((part) => this.lexicon.spellings(part));
    return parts.length === 2 && left && right ? pairs(left, right, 0) : [];
  }

  private nearest(word: string): Move[] {
    const most = mistakesIn(word.length);
    const found = new Map<string, number>();
    for (const remains of remainsOf(word.slice(0, PREFIX), most)) {
      for (const candidate of this.wordsLeaving(remains)) {
        if (found.has(candidate) || !mayBe(word, candidate)) continue;
        const limit = Math.min(most, mistakesIn(candidate.length + 1));
        const distance = editDistance(word, candidate, limit);
        found.set(candidate, distance > limit ? Infinity : distance);
      }
    }
    const least = Math.min(...found.values());
    if (least > most) return [];
    return [...found]
      .filter(([, distance]) => distance === least)
      .flatMap(([candidate]) => this.lexicon.spellings(candidate) ?? [])
      .map((move) => ({ ...move, unaccented: 0, corrected: 1 }));
  }

  /** The words of which `hash` can be left. */
  private wordsLeaving(hash: number): string[] {
    const { remains } = this;
    let low = 0;
    let high = remains.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((remains[middle] ?? 0) < hash * NUMBERS) low = middle + 1;
      else high = middle;
    }
    const words: string[] = [];
    for (let at = low; (remains[at] ?? Infinity) < (hash + 1) * NUMBERS; at += 1)
      words.push(this.words[(remains[at] ?? 0) % NUMBERS] ?? '');
    return words;
  }

  private split(word: string): Move[] {
    const found: Move[] = [];
    for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at += 1) {
      const left = word.slice(0, at);
      const right = word.slice(at);
      if (!this.mendable.has(left) || !this.mendable.has(right)) continue;
      found.push(...pairs(this.lexicon.spellings(left) ?? [], this.lexicon.spellings(right) ?? [], 1));
    }
    return found;
  }
}

function pairs(left: readonly Move[], right: readonly Move[], corrected: number): Move[] {
  return left.flatMap((first) =>
    right.map((second) => ({ ...first, words: [...first.words, ...second.words], unaccented: 0, corrected })),
  );
}

function mistakesIn(length: number): number {
  return length >= TWO_MISTAKES ? 2 : 1;
}

/** Whether one may be the other misspelt: the first letter of a short word is seldom wrong. */
function mayBe(word: string, candidate: string): boolean {
  if (word.length >= FIRST_MAY_DIFFER || word[0] === candidate[0]) return true;
  if (word.length > SHORTEST && candidate.endsWith(word)) return true;
  return word[0] === candidate[1] && word[1] === candidate[0];
}

/** Hashes of the word itself and of what is left of it after up to `deletions`, at most two, of its letters are gone. */
function remainsOf(word: string, deletions: number): number[] {
  const found = new Set<number>();
  for (let first = -1; first < (deletions > 0 ? word.length : 0); first += 1) {
    for (let second = first; second < (deletions > 1 ? word.length : first + 1); second += 1) {
      let hash = seedOf(0);
      for (let at = 0; at < word.length; at += 1) {
        if (at !== first && at !== second) hash = addUnit(hash, word.charCodeAt(at));
      }
      found.add(finish(hash));
    }
  }
  return [...found];
}

/** "nuuuu" becomes "nu", "stopppp" becomes "stop": nobody means a letter three times. */
function shortenRuns(word: string): string {
  let short = '';
  for (let at = 0; at < word.length; at += 1) {
    let end = at;
    while (word[end + 1] === word[at]) end += 1;
    short += end - at >= 2 ? word[at] : word.slice(at, end + 1);
    at = end;
  }
  return short;
}
