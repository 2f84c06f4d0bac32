import { foldDiacritics } from './sentence';

/** A way to read one written word, or two, as words of the templates. */
export interface Move {
  readonly words: readonly number[];
  /** How many written words it takes. */
  readonly length: 1 | 2;
  /** 1 where the word stands without its å, ä or ö. */
  readonly unaccented: number;
  /** 1 where it was taken for a mistake in typing or hearing. */
  readonly corrected: number;
  /** The verb stands as in a report: "stoppar" for "stoppa". */
  readonly report: boolean;
}

/** The words of one language's templates, frame and lists, each with a number, so that matching compares numbers. */
export class Lexicon {
  private readonly numbers = new Map<string, number>();
  private readonly words: string[] = [];
  private readonly written = new Map<string, Move[]>();
  private readonly mendable = new Set<string>();

  /**
   * The number of a word as templates write it.
   * @param mendable whether a misspelt word may be taken for it; not for words that only refuse, or that names are near to
   */
  numberOf(word: string, mendable: boolean): number {
    if (mendable) this.mendable.add(word);
    const known = this.numbers.get(word);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(word, number);
    this.words.push(word);
    for (const spelling of new Set([word, foldDiacritics(word), withDoubleLetters(word)])) {
      const ways = this.written.get(spelling) ?? [];
      const unaccented = spelling === word ? 0 : 1;
      ways.push({ words: [number], length: 1, unaccented, corrected: 0, report: false });
      this.written.set(spelling, ways);
    }
    return number;
  }

  /** How a word as it is written may be read; undefined where no template knows it. */
  spellings(written: string): readonly Move[] | undefined {
    return this.written.get(written);
  }

  /** The word that has this number. */
  wordOf(number: number): string {
    return this.words[number] ?? '';
  }

  /** The words that misspelt ones may be taken for. */
  get mendableWords(): ReadonlySet<string> {
    return this.mendable;
  }
}

/** As people write å, ä and ö where the keyboard has none and a bare letter will not do: "hoej", "paa". */
function withDoubleLetters(word: string): string {
  return word.replaceAll('å', 'aa').replaceAll('ä', 'ae').replaceAll('ö', 'oe');
}
