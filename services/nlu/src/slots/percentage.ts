import type { NumberReader, NumberSpan } from './number-words';

/** The words of one language for shares and their unit; the data comes from `numbers.yml`. */
export interface ShareWords {
  /** "procent", "%". */
  readonly units: readonly string[];
  /** "av" in "fyra av tio". */
  readonly of: readonly string[];
  /** Whole words that are a share: "hälften" is 0.5. */
  readonly shares: Readonly<Record<string, number>>;
  /** "tredjedelar" is 3. */
  readonly denominators: Readonly<Record<string, number>>;
  /** "ungefär" before a number, which changes nothing in it. */
  readonly about: readonly string[];
  /** "full volym" in "en tredjedel av full volym": what a share is of. */
  readonly wholes: readonly string[];
}

/** A number of percent from 0 to 100 and the position after its words. */
export interface Percentage extends NumberSpan {
  /** "tjugo procent" or "hälften", not a bare "tjugo". */
  readonly hasUnit: boolean;
  /** The position after "av full volym" too, where that comes next. */
  readonly wholeEnd?: number;
}

/** Scales that people give a volume on: "fyra av tio". */
const SCALES: readonly number[] = [5, 10, 100];

/** Reads "50", "femtio procent", "hälften" or "två tredjedelar" as a whole number of percent from 0 to 100. */
export class PercentageReader {
  private readonly units: ReadonlySet<string>;
  private readonly of: ReadonlySet<string>;
  private readonly shares: ReadonlyMap<string, number>;
  private readonly denominators: ReadonlyMap<string, number>;
  private readonly about: ReadonlySet<string>;
  private readonly wholes: readonly (readonly string[])[];

  constructor(
    private readonly numbers: NumberReader,
    words: ShareWords,
    fold: (text: string) => string,
  ) {
    this.units = new Set(words.units);
    this.of = new Set(words.of);
    this.shares = withFolded(words.shares, fold);
    this.denominators = withFolded(words.denominators, fold);
    this.about = new Set(words.about.flatMap((word) => [word, fold(word)]));
    this.wholes = words.wholes.flatMap((whole) => [whole.split(' '), fold(whole).split(' ')]);
  }

  /** The percentage that begins with word `start`; undefined where there is none or it is outside 0–100. */
  read(words: readonly string[], start: number): Percentage | undefined {
    const found = this.readAmount(words, this.about.has(words[start] ?? '') ? start + 1 : start);
    const wholeEnd = found && this.afterWhole(words, found.end);
    return found && wholeEnd !== undefined ? { ...found, hasUnit: true, wholeEnd } : found;
  }

  private readAmount(words: readonly string[], start: number): Percentage | undefined {
    const share = this.readShare(words, start);
    if (share) return { value: Math.round(share.value * 100), end: share.end, hasUnit: true };
    const number = this.numbers.read(words, start);
    if (!number || number.value > 100) return undefined;
    const hasUnit = this.units.has(words[number.end] ?? '');
    return { value: number.value, end: hasUnit ? number.end + 1 : number.end, hasUnit };
  }

  private readShare(words: readonly string[], start: number): NumberSpan | undefined {
    const whole = this.shares.get(words[start] ?? '');
    if (whole !== undefined) return { value: whole, end: start + 1 };
    const numerator = this.numbers.read(words, start);
    if (!numerator) return undefined;
    const denominator = this.readDenominator(words, numerator.end);
    if (!denominator || numerator.value > denominator.value) return undefined;
    return { value: numerator.value / denominator.value, end: denominator.end };
  }

  /** The position after "av full volym", where that comes next. */
  private afterWhole(words: readonly string[], at: number): number | undefined {
    if (!this.of.has(words[at] ?? '')) return undefined;
    const whole = this.wholes.find((parts) => parts.every((part, index) => words[at + 1 + index] === part));
    return whole && at + 1 + whole.length;
  }

  /** "tredjedelar", or "av tio" for a scale that ends in ten or a hundred. */
  private readDenominator(words: readonly string[], at: number): NumberSpan | undefined {
    const word = words[at] ?? '';
    const part = this.denominators.get(word);
    if (part !== undefined) return { value: part, end: at + 1 };
    const scale = this.of.has(word) ? this.numbers.read(words, at + 1) : undefined;
    return scale && SCALES.includes(scale.value) ? scale : undefined;
  }
}

function withFolded(
  words: Readonly<Record<string, number>>,
  fold: (text: string) => string,
): Map<string, number> {
  return new Map(
    Object.entries(words).flatMap(([word, value]) => [[fold(word), value] as const, [word, value] as const]),
  );
}
