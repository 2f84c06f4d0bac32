import type { NumberReader, NumberSpan } from './number-words';

/** The words of one language for shares and their unit; the data comes from `numbers.yml`. */
export interface ShareWords {
  /** "procent", "%". */
  readonly units: readonly string[];
  /** Whole words that are a share: "hälften" is 0.5. */
  readonly shares: Readonly<Record<string, number>>;
  /** "tredjedelar" is 3. */
  readonly denominators: Readonly<Record<string, number>>;
}

export interface PercentageOptions {
  /** Refuse a bare number: "tjugo procent" or "hälften", not "tjugo". */
  readonly unitRequired: boolean;
}

/** Reads "50", "femtio procent", "hälften" or "två tredjedelar" as a whole number of percent from 0 to 100. */
export class PercentageReader {
  private readonly units: ReadonlySet<string>;
  private readonly shares: ReadonlyMap<string, number>;
  private readonly denominators: ReadonlyMap<string, number>;

  constructor(
    private readonly numbers: NumberReader,
    words: ShareWords,
    fold: (text: string) => string,
  ) {
    this.units = new Set(words.units);
    this.shares = withFolded(words.shares, fold);
    this.denominators = withFolded(words.denominators, fold);
  }

  /** The percentage that begins with word `start`; undefined where there is none or it is outside 0–100. */
  read(words: readonly string[], start: number, options: PercentageOptions): NumberSpan | undefined {
    const share = this.readShare(words, start);
    if (share) return { value: Math.round(share.value * 100), end: share.end };
    const number = this.numbers.read(words, start);
    if (!number || number.value > 100) return undefined;
    const hasUnit = this.units.has(words[number.end] ?? '');
    if (options.unitRequired && !hasUnit) return undefined;
    return { value: number.value, end: hasUnit ? number.end + 1 : number.end };
  }

  private readShare(words: readonly string[], start: number): NumberSpan | undefined {
    const whole = this.shares.get(words[start] ?? '');
    if (whole !== undefined) return { value: whole, end: start + 1 };
    const numerator = this.numbers.read(words, start);
    const denominator = numerator && this.denominators.get(words[numerator.end] ?? '');
    if (!numerator || denominator === undefined || numerator.value > denominator) return undefined;
    return { value: numerator.value / denominator, end: numerator.end + 1 };
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
