import type { Lexicon, Move } from './lexicon';
import type { Mending } from './mending';
import type { Word } from './sentence';

/** What was found for the words of a sentence. */
export interface FoundMoves {
  /** The moves that begin at each word. */
  readonly moves: readonly (readonly Move[])[];
  /** The words as numbers are looked for in them: misspelt number words put right. */
  readonly norms: readonly string[];
}

/** A shorter word is taken for written as two only where one of the two is no word: "i gen". */
const LONG_WORD = 7;
/** A shorter first part is hardly written apart from the rest of its word. */
const SHORTEST_PART = 2;
const NONE: readonly Move[] = [];

/** Finds for every word of a sentence how it may be read, once per sentence and language. */
export class MoveFinder {
  private readonly reports: ReadonlyMap<string, readonly Move[]>;

  /** @param reports verbs as in a report, with the form that the templates have */
  constructor(
    private readonly lexicon: Lexicon,
    private readonly mending: Mending,
    private readonly isNumber: (word: string) => boolean,
    private readonly isOrdinary: (word: string) => boolean,
    reports: Readonly<Record<string, string>>,
  ) {
    this.reports = new Map(
      Object.entries(reports).map(([reported, said]) => {
        const moves = (lexicon.spellings(said) ?? NONE).map((move) => ({ ...move, report: true }));
        return [reported, [...(lexicon.spellings(reported) ?? NONE), ...moves]];
      }),
    );
  }

  /** Reads every word once. A quoted word is a name or a quotation, never a command's own word. */
  find(words: readonly Word[]): FoundMoves {
    const norms: string[] = [];
    const mended = new Map<string, readonly Move[]>();
    const mend = (norm: string) => {
      const known = mended.get(norm) ?? this.mending.mend(norm);
      mended.set(norm, known);
      return known;
    };
    const moves = words.map((word, at): readonly Move[] => {
      const { norm } = word;
      norms.push(norm);
      if (word.quoted) return NONE;
      let alone = this.reports.get(norm) ?? this.lexicon.spellings(norm);
      if (!alone) {
        alone = mend(norm);
        norms[at] = this.numberMeant(alone) ?? norm;
      }
      const next = words[at + 1];
      if (!next || next.quoted || word.pauses || norm.length < SHORTEST_PART) return alone;
      const joined = this.lexicon.spellings(norm + next.norm);
      if (!joined) return alone;
      const long = norm.length + next.norm.length >= LONG_WORD;
      if (!long && this.isWord(norm) && this.isWord(next.norm)) return alone;
      return [...alone, ...joined.map((move): Move => ({ ...move, corrected: 1, length: 2 }))];
    });
    return { moves, norms };
  }

  private isWord(norm: string): boolean {
    return this.lexicon.spellings(norm) !== undefined || this.isOrdinary(norm);
  }

  /** The number word that a misspelt word stands for, where only one can be meant. */
  private numberMeant(moves: readonly Move[]): string | undefined {
    if (moves.length === 0) return undefined;
    const numbers = moves.flatMap(({ words }) => {
      const word = words.length === 1 ? this.lexicon.wordOf(words[0] ?? -1) : '';
      return this.isNumber(word) ? [word] : [];
    });
    return numbers.length === 1 ? numbers[0] : undefined;
  }
}
