import { AutomatonBuilder, type State } from './automaton';
import type { Lexicon, Move } from './lexicon';
import { parseTemplate, type TemplateNode } from './template-syntax';

/** Where a phrase ends and what it stands for. */
export interface FoundPhrase<T> {
  readonly end: number;
  readonly value: T;
  /** Words read without their å, ä or ö, and words taken for misspelt. */
  readonly unaccented: number;
  readonly corrected: number;
  /** A verb was read that stands as in a report. */
  readonly report: boolean;
}

const NONE: readonly never[] = [];
const NO_RULES: ReadonlyMap<string, TemplateNode> = new Map();

/** Phrases that stand for something; they may use template syntax, and rules where some are given, but no slots. */
export class Phrases<T> {
  private readonly builder: AutomatonBuilder<T>;
  private start: State<T> | undefined;

  constructor(lexicon: Lexicon, rules: ReadonlyMap<string, TemplateNode> = NO_RULES) {
    this.builder = new AutomatonBuilder<T>({ rules, slotKind: () => undefined, lexicon, inline: true });
  }

  /** Adds phrases for a value; `mendable` says whether misspelt words may be taken for theirs. Not after the first search. */
  add(phrases: Iterable<string>, value: T, mendable: boolean): this {
    for (const phrase of phrases) this.builder.add(parseTemplate(phrase), value, mendable);
    return this;
  }

  /** Every phrase that begins with word `at`. */
  from(moves: readonly (readonly Move[])[], at: number): readonly FoundPhrase<T>[] {
    this.start ??= this.builder.finish();
    let found: FoundPhrase<T>[] | undefined;
    for (const move of moves[at] ?? NONE) {
      const next = follow(this.start, move);
      if (next) walk(next, moves, at, move, 0, 0, false, (found ??= []));
    }
    return found ?? NONE;
  }
}

/** Notes what ends behind a move that led to `state`, and goes on from there. */
function walk<T>(
  state: State<T>,
  moves: readonly (readonly Move[])[],
  at: number,
  move: Move,
  unaccentedBefore: number,
  correctedBefore: number,
  reportBefore: boolean,
  found: FoundPhrase<T>[],
): void {
  const end = at + move.length;
  const unaccented = unaccentedBefore + move.unaccented;
  const corrected = correctedBefore + move.corrected;
  const report = reportBefore || move.report;
  for (const value of state.accepts) found.push({ end, value, unaccented, corrected, report });
  for (const further of moves[end] ?? NONE) {
    const next = follow(state, further);
    if (next) walk(next, moves, end, further, unaccented, corrected, report, found);
  }
}

/** The state after all words of a move. */
export function follow<T>(state: State<T>, { words }: Move): State<T> | undefined {
  let next: State<T> | undefined = state;
  for (const word of words) next = next?.next(word);
  return next;
}
