/** One word of a sentence as matching sees it, with where it stands in `Sentence.text`. */
export interface Word {
  /** Lower case, composed, without the punctuation around it. */
  readonly norm: string;
  readonly start: number;
  readonly end: number;
  /** Inside quotation marks, so it can only be (part of) a name. */
  readonly quoted: boolean;
  /** A full stop, exclamation or question mark follows, and it is hardly an abbreviation's. */
  readonly closes: boolean;
  /** It begins with a capital or a digit, which says something where the sentence is not all capitals. */
  readonly named: boolean;
  /** A comma, a full stop or the like follows: what comes next may be another clause. */
  readonly pauses: boolean;
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
const PAUSE = /[,;:!?…–—]/u;
/** What a name may end in. */
const NAME_MARK = /[!'’]/u;
const NUMBER_AND_UNIT = /^(\d+)(%|\p{L}{5,})$/u;
const ASCII = /^[ -~]*$/u;
const LOWER = /\p{Ll}/u;
const NAME_START = /^[\p{Lu}\p{Nd}]/u;
const PLAIN = /^\p{L}+$/u;
/** A dash or a bracket that stands alone or before a word. */
const OPENS_CLAUSE = /[-(–—]/u;
const COMBINING = /\p{M}+/gu;
/** More marks on one letter than any script needs (UAX 15's stream-safe form has 30); normalising takes their count squared. */
const MARKS_TOO_MANY = /(\p{M}{30})\p{M}+/gu;
const DIGIT = /^\p{Nd}$/u;
const LONGEST_ABBREVIATION = 3;

/** Text without diacritics, as people write it on a keyboard that has none: "höj" becomes "hoj". */
export function foldDiacritics(text: string): string {
  if (ASCII.test(text)) return text;
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
  // Marks are counted once nothing stands between them.
  const text = input.toWellFormed().replace(INVISIBLE, '').replace(MARKS_TOO_MANY, '$1').normalize('NFC');
  const words: { -readonly [Key in keyof Word]: Word[Key] }[] = [];
  const mixed = LOWER.test(text);
  let quoted = false;
  for (const match of text.matchAll(CHUNK)) {
    for (const piece of cutChunk(match[0])) {
      const before = piece.before === '' ? 0 : countQuotes(piece.before);
      const last = words.at(-1);
      if (last && OPENS_CLAUSE.test(piece.before)) last.pauses = true;
      const inside: boolean = before % 2 === 1 ? !quoted : quoted;
      if (piece.core !== '') {
        const norm = normaliseWord(piece.core);
        const start = match.index + piece.start;
        const long = piece.core.length > LONGEST_ABBREVIATION;
        words.push({
          norm,
          start,
          end: start + piece.core.length,
          quoted: inside,
          closes: /[!?]/u.test(piece.after) || (long && SENTENCE_END.test(piece.after)),
          named: mixed && NAME_START.test(piece.core),
          pauses: PAUSE.test(piece.after) || (long && SENTENCE_END.test(piece.after)),
        });
      }
      quoted = piece.after !== '' && countQuotes(piece.after) % 2 === 1 ? !inside : inside;
    }
  }
  return { text, words, asks: text.slice(words.at(-1)?.end ?? 0).includes('?') };
}

/** The words from `start` up to `end` as they were written, without quotation marks around them. */
export function originalText(sentence: Sentence, start: number, end: number): string {
  const first = sentence.words[start];
  const last = sentence.words[end - 1];
  return first && last ? sentence.text.slice(first.start, last.end) : '';
}

/**
 * The words of a name as they were written. A mark behind them belongs to it where the sentence goes on ("Look Sharp! av
 * Roxette"), as an abbreviation's last dot and a bracket that is closed within do anywhere.
 */
export function nameText(sentence: Sentence, start: number, end: number, goesOn: boolean): string {
  const text = originalText(sentence, start, end);
  const last = sentence.words[end - 1];
  if (!last || last.quoted) return text;
  const mark = sentence.text[last.end] ?? '';
  const opens = sentence.text[(sentence.words[start]?.start ?? 0) - 1] === mark;
  const kept = mark === '.' ? last.norm.includes('.') : goesOn && !opens && NAME_MARK.test(mark);
  const bracket = text.includes(')') && !text.includes('(') ? '(' : '';
  return bracket + text + (kept ? mark : '');
}

interface Piece {
  before: string;
  core: string;
  after: string;
  start: number;
}

/** Splits off a chunk's outer punctuation, and "%" or a word that is stuck to digits as a word of its own: "50procent". */
function cutChunk(chunk: string): Piece[] {
  if (PLAIN.test(chunk)) return [{ before: '', core: chunk, after: '', start: 0 }];
  const characters = [...chunk];
  let from = 0;
  let to = characters.length;
  while (from < to && isEdge(characters, from)) from += 1;
  while (to > from && isTail(characters[to - 1])) to -= 1;
  const before = characters.slice(0, from).join('');
  const core = characters.slice(from, to).join('');
  const after = characters.slice(to).join('');
  const percent = NUMBER_AND_UNIT.exec(core);
  if (!percent?.[1] || !percent[2]) return [{ before, core, after, start: before.length }];
  return [
    { before, core: percent[1], after: '', start: before.length },
    { before: '', core: percent[2], after, start: before.length + percent[1].length },
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
