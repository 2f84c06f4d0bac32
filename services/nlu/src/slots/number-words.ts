/** The words of one language that numbers are made of; the data comes from `numbers.yml`. */
export interface NumberWords {
  /** 0–19 and the tens. */
  readonly values: Readonly<Record<string, number>>;
  /** 100, 1,000 and 1,000,000. */
  readonly scales: Readonly<Record<string, number>>;
  /** "och", "and". */
  readonly joiners: readonly string[];
}

export interface NumberSpan {
  readonly value: number;
  /** The index after the last word of the number. */
  readonly end: number;
}

export const MAX_NUMBER = 1_000_000;

const LONGEST_COMPOUND = 60;
const MOST_WORDS = 14;

type Part =
  | { readonly kind: 'digits' | 'value' | 'scale'; readonly value: number }
  | { readonly kind: 'joiner'; readonly value: 0 };

/** Reads numbers from 0 to 1,000,000 in digits, words and compounds ("tvåhundrafemtiotre", "twenty-five"). */
export class NumberReader {
  private readonly parts = new Map<string, Part>();

  constructor(words: NumberWords, fold: (text: string) => string) {
    const add = (word: string, part: Part): void => {
      this.parts.set(word, part);
      const plain = fold(word);
      if (!this.parts.has(plain)) this.parts.set(plain, part);
    };
    for (const joiner of words.joiners) add(joiner, { kind: 'joiner', value: 0 });
    for (const [word, value] of Object.entries(words.scales)) add(word, { kind: 'scale', value });
    for (const [word, value] of Object.entries(words.values)) add(word, { kind: 'value', value });
  }

  /** The longest number that begins with word `start`, or undefined. */
  read(words: readonly string[], start: number): NumberSpan | undefined {
    const parts: Part[] = [];
    const wordAfter = new Map<number, number>();
    for (let index = start; index < words.length && index - start < MOST_WORDS; index += 1) {
      const more = this.partsOf(words[index] ?? '');
      if (!more) break;
      parts.push(...more);
      wordAfter.set(parts.length, index + 1);
    }
    const found = readWhole(parts);
    const end = found && wordAfter.get(found.end);
    return found && end !== undefined && found.value <= MAX_NUMBER ? { value: found.value, end } : undefined;
  }

  /** Whether a word on its own is made of number words. */
  isNumber(word: string): boolean {
    return this.partsOf(word) !== undefined;
  }

  /** The fewest parts that a word is made of, by dynamic programming over its letters. */
  private partsOf(word: string): Part[] | undefined {
    if (/^\d{1,7}$/u.test(word)) return [{ kind: 'digits', value: Number(word) }];
    const known = this.parts.get(word);
    if (known) return [known];
    const letters = word.replaceAll('-', '');
    if (letters === '' || letters.length > LONGEST_COMPOUND) return undefined;
    const best: (Part[] | undefined)[] = [[]];
    for (let end = 1; end <= letters.length; end += 1) {
      for (let from = 0; from < end; from += 1) {
        const part = this.parts.get(letters.slice(from, end));
        const before = best[from];
        const current = best[end];
        if (part && before && (!current || before.length + 1 < current.length)) best[end] = [...before, part];
      }
    }
    return best[letters.length];
  }
}

interface Read {
  readonly value: number;
  readonly end: number;
}

function readWhole(parts: readonly Part[]): Read | undefined {
  const first = parts[0];
  if (first?.kind === 'value' && first.value === 0) return { value: 0, end: 1 };
  const count = readBelowThousand(parts, 0);
  const million = readScale(parts, count, MAX_NUMBER);
  if (million) return million;
  const thousands = readScale(parts, count, 1000);
  if (!thousands) return count;
  const rest = readBelowThousand(parts, skipJoiner(parts, thousands.end));
  return rest && rest.value < 1000 && rest.value > 0
    ? { value: thousands.value + rest.value, end: rest.end }
    : thousands;
}

/** `count` times a scale, where the scale comes next; no count means one ("hundra", "tusen"). */
function readScale(parts: readonly Part[], count: Read | undefined, scale: number): Read | undefined {
  const at = count?.end ?? 0;
  const part = parts[at];
  if (part?.kind !== 'scale' || part.value !== scale) return undefined;
  return { value: (count?.value ?? 1) * scale, end: at + 1 };
}

function readBelowThousand(parts: readonly Part[], at: number): Read | undefined {
  const count = readBelowHundred(parts, at);
  const scale = parts[count?.end ?? at];
  // "tolvhundra" is said too; "tjugohundra" and digits before "hundra" above 99 are not.
  if (scale?.kind !== 'scale' || scale.value !== 100 || (count && count.value > 19)) return count;
  const hundreds = { value: (count?.value ?? 1) * 100, end: (count?.end ?? at) + 1 };
  const rest = readBelowHundred(parts, skipJoiner(parts, hundreds.end));
  return rest && rest.value > 0 && rest.value < 100
    ? { value: hundreds.value + rest.value, end: rest.end }
    : hundreds;
}

function readBelowHundred(parts: readonly Part[], at: number): Read | undefined {
  const part = parts[at];
  if (part?.kind === 'digits') return { value: part.value, end: at + 1 };
  if (part?.kind !== 'value' || part.value === 0) return undefined;
  const unit = parts[at + 1];
  const takesUnit = part.value >= 20 && unit?.kind === 'value' && unit.value > 0 && unit.value < 10;
  return takesUnit ? { value: part.value + unit.value, end: at + 2 } : { value: part.value, end: at + 1 };
}

function skipJoiner(parts: readonly Part[], at: number): number {
  return parts[at]?.kind === 'joiner' ? at + 1 : at;
}
