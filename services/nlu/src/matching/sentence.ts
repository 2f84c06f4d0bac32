/** One word of a sentence as matching sees it, with where it stands in `Sentence.text`. */
export interface Word {
  /** Lower case, composed, without the punctuation around it. */
  readonly norm: string;
  /** `norm` without diacritics. */
  readonly folded: string;
  readonly start: number;
  readonly end: number;
  /** Inside quotation marks, so it can only be (part of) a name. */
  readonly quoted: boolean;
  /** A full stop, exclamation or question mark follows, and it is hardly an abbreviation's. */
  readonly closes: boolean;
}

export interface Sentence {
  readonly text: string;
  readonly words: readonly Word[];
  /** It ends in a question mark. */
  readonly asks: boolean;
}

const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
const CHUNK = /[^\s\p{Cc}]+/gu;
const EDGE_BEFORE = /^[\p{P}\p{Extended_Pictographic}\ufe0f]$/u;
const DOUBLE_QUOTE = /["“”„«»]/u;
const SENTENCE_END = /[.!?…]/u;
const COMBINING = /\p{M}+/gu;
const DIGIT = /^\p{Nd}$/u;
const LONGEST_ABBREVIATION = 3;

/** Text without diacritics, as people write it on a keyboard that has none: "höj" becomes "hoj". */
export function foldDiacritics(text: string): string {
  return text.normalize('NFD').replace(COMBINING, '').replaceAll('ø', 'o').replaceAll('æ', 'a');
}

/** How a word is compared: composed and in lower case. */
export function normaliseWord(word: string): string {
  return word.normalize('NFC').toLowerCase();
}

/**
 * Cuts a text into words, in time linear in its length. Punctuation and pictures around a word are dropped; a minus before a
 * digit, a degree sign and the like are kept, so that "-20" or "20°" is not read as 20.
 */
export function readSentence(input: string): Sentence {
  const text = input.toWellFormed().normalize('NFC').replace(INVISIBLE, '');
  const words: Word[] = [];
  let quoted = false;
  for (const match of text.matchAll(CHUNK)) {
    for (const piece of cutChunk(match[0])) {
      const before = countQuotes(piece.before);
      const inside: boolean = before % 2 === 1 ? !quoted : quoted;
      if (piece.core !== '') {
        const norm = normaliseWord(piece.core);
        const start = match.index + piece.start;
        const long = piece.core.length > LONGEST_ABBREVIATION;
        words.push({
          norm,
          folded: foldDiacritics(norm),
          start,
          end: start + piece.core.length,
          quoted: inside,
          closes: /[!?]/u.test(piece.after) || (long && SENTENCE_END.test(piece.after)),
        });
      }
      quoted = countQuotes(piece.after) % 2 === 1 ? !inside : inside;
    }
  }
  return { text, words, asks: /\?[^\p{L}\p{N}]*$/u.test(text.slice(words.at(-1)?.end ?? 0)) };
}

/** The keys under which a written word stands in an automaton: itself, and "~" itself where it may lack its diacritics. */
export function spellingsOf(word: Word): string[] {
  return word.norm === word.folded ? [word.norm, `~${word.norm}`] : [word.norm];
}

/** The words from `start` up to `end` as they were written, without quotation marks around them. */
export function originalText(sentence: Sentence, start: number, end: number): string {
  const first = sentence.words[start];
  const last = sentence.words[end - 1];
  return first && last ? sentence.text.slice(first.start, last.end) : '';
}

interface Piece {
  before: string;
  core: string;
  after: string;
  start: number;
}

/** Splits off a chunk's outer punctuation, and "%" after digits as a word of its own. */
function cutChunk(chunk: string): Piece[] {
  const characters = [...chunk];
  let from = 0;
  let to = characters.length;
  while (from < to && isEdge(characters, from)) from += 1;
  while (to > from && isTail(characters[to - 1])) to -= 1;
  const before = characters.slice(0, from).join('');
  const core = characters.slice(from, to).join('');
  const after = characters.slice(to).join('');
  const percent = /^(\d+)%$/u.exec(core);
  if (!percent?.[1]) return [{ before, core, after, start: before.length }];
  return [
    { before, core: percent[1], after: '', start: before.length },
    { before: '', core: '%', after, start: before.length + percent[1].length },
  ];
}

function isEdge(characters: readonly string[], index: number): boolean {
  const character = characters[index] ?? '';
  const next = characters[index + 1] ?? '';
  if (/[-−–]/u.test(character) && DIGIT.test(next)) return false;
  return character !== '%' && character !== '&' && EDGE_BEFORE.test(character);
}

function isTail(character = ''): boolean {
  return character !== '%' && character !== '&' && EDGE_BEFORE.test(character);
}

function countQuotes(text: string): number {
  return [...text].filter((character) => DOUBLE_QUOTE.test(character)).length;
}
