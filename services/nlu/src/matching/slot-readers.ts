import { NumberReader } from '../slots/number-words';
import { PercentageReader, type Percentage } from '../slots/percentage';
import type { LanguageKnowledge, ListEntry, NameLook, Refusals, SlotDefinition } from './knowledge';
import type { Lexicon, Move } from './lexicon';
import { Phrases } from './phrases';
import { foldDiacritics, normaliseWord, type Sentence, type Word } from './sentence';

/** Less is hardly the name of anything, once an ending is left off. */
const SHORTEST_CUT_NAME = 2;
/** A value of a list that is a pattern for several. */
const PATTERN = /[([|]/u;

/** A sentence as the slots of one language see it; what was found at a position is kept. */
export interface SlotContext {
  readonly text: string;
  readonly words: readonly Word[];
  readonly moves: readonly (readonly Move[])[];
  readonly percentageAt: (start: number) => Percentage | undefined;
  readonly refusalsAt: (start: number) => readonly Refusal[];
  /** Whether a word is in no list of words. */
  readonly isRare: (at: number) => boolean;
}

/** A phrase of a list that open slots refuse. */
export interface Refusal {
  readonly end: number;
  readonly value: string;
}

/** A value and the position after its words. */
export interface SlotValue {
  readonly end: number;
  readonly value: string | number;
}

/** A slot whose value a list or a number decides. */
export interface ClosedSlot {
  readonly argument: string;
  readonly read: (context: SlotContext, start: number) => readonly SlotValue[];
}

/** A slot for a name: any words but those that show that no music is meant. */
export interface OpenSlot {
  readonly argument: string;
  readonly mostWords: number;
  readonly accepts: (context: SlotContext, start: number, end: number) => boolean;
  /** The name in the words that fill the slot, as they were written. */
  readonly nameIn: (written: string) => string;
}

/** The readers of all slots for one language. */
export class SlotReaders {
  readonly open = new Map<string, OpenSlot>();
  readonly closed = new Map<string, ClosedSlot>();
  readonly isNumber: (word: string) => boolean;
  private readonly percentages: PercentageReader;
  private readonly refusals: Phrases<string>;

  constructor(
    slots: Readonly<Record<string, SlotDefinition>>,
    { lists, numbers }: Pick<LanguageKnowledge, 'lists' | 'numbers'>,
    private readonly lexicon: Lexicon,
  ) {
    const reader = new NumberReader(numbers, foldDiacritics);
    this.isNumber = (word) => reader.isNumber(word);
    this.percentages = new PercentageReader(reader, numbers, foldDiacritics);
    const entriesOf = (name: string): readonly ListEntry[] => {
      const entries = lists[name];
      if (!entries) throw new RangeError(`there is no list "${name}"`);
      return entries;
    };
    const compiled = new Map<string, Phrases<string | number>>();
    const refused = new Set<string>();
    for (const [name, slot] of Object.entries(slots)) {
      const { argument } = slot;
      if (slot.kind === 'open') {
        const cuts = slot.cut === undefined ? undefined : plainPhrases(entriesOf(slot.cut));
        const nameIn = (written: string) => (cuts ? withoutEnding(written, cuts) : written) ?? written;
        const { exact, start, inside, end, ending } = slot.refuse;
        for (const list of [exact, start, inside, end].flat()) refused.add(list);
        const endings = ending.flatMap((list) => plainPhrases(entriesOf(list)));
        const accepts = buildAcceptance(slot, endings, cuts);
        this.open.set(name, { argument, mostWords: slot.mostWords, accepts, nameIn });
      } else if (slot.kind === 'list') {
        const key = `${slot.list} ${slot.ending ?? ''}`;
        const phrases = compiled.get(key) ?? new Phrases<string | number>(lexicon);
        if (!compiled.has(key)) {
          const endings = slot.ending === undefined ? [''] : plainPhrases(entriesOf(slot.ending));
          for (const { value, phrases: ways } of entriesOf(slot.list)) {
            const ended = ways.flatMap((way) => endings.map((ending) => way + ending));
            phrases.add(ended, value, slot.mendable);
          }
        }
        compiled.set(key, phrases);
        this.closed.set(name, {
          argument,
          read: (context, start) =>
            phrases
              .from(context.moves, start)
              .map((found) => (slot.asWritten ? asWritten(found, context, start) : signed(found, slot.sign))),
        });
      } else {
        this.closed.set(name, {
          argument,
          read: (context, start) => {
            const found = context.percentageAt(start);
            if (!found || (slot.unitRequired && !found.hasUnit)) return [];
            const { end, value, wholeEnd } = found;
            const ends = wholeEnd === undefined ? [end] : [end, wholeEnd];
            return ends.map((until) => signed({ end: until, value }, slot.sign));
          },
        });
      }
    }
    this.refusals = new Phrases<string>(lexicon);
    for (const name of refused) {
      for (const { phrases } of entriesOf(name)) this.refusals.add(phrases, name, false);
    }
  }

  /** Prepares a sentence; `norms` are its words as numbers are looked for in them. */
  contextOf(
    { text, words }: Sentence,
    norms: readonly string[],
    moves: readonly (readonly Move[])[],
    isOrdinary: (word: string) => boolean,
  ): SlotContext {
    const percentages: (Percentage | undefined | null)[] = [];
    const refusals: (readonly Refusal[])[] = [];
    return {
      text,
      words,
      moves,
      percentageAt: (start) => {
        const known = percentages[start];
        if (known !== undefined) return known ?? undefined;
        const found = this.percentages.read(norms, start);
        percentages[start] = found ?? null;
        return found;
      },
      isRare: (at) => {
        const word = words[at]?.norm ?? '';
        return this.lexicon.spellings(word) === undefined && !isOrdinary(word);
      },
      refusalsAt: (start) => (refusals[start] ??= this.refusals.from(moves, start)),
    };
  }
}

function plainPhrases(entries: readonly ListEntry[]): string[] {
  return entries.flatMap(({ phrases }) => phrases);
}

/** "Kents" without its genitive's s, "festlistan" without "listan"; undefined where nothing is left or there is no such ending. */
function withoutEnding(written: string, endings: readonly string[]): string | undefined {
  const norm = normaliseWord(written);
  const ending = endings.find((known) => norm.endsWith(known));
  const name = ending === undefined ? '' : written.slice(0, -ending.length);
  return name.length < SHORTEST_CUT_NAME ? undefined : name;
}

function signed({ end, value }: SlotValue, sign: 1 | -1): SlotValue {
  // "+ 0" because minus nothing would be -0, which is no integer to everybody.
  return { end, value: typeof value === 'number' ? value * sign + 0 : value };
}

/** "hardrock" stays so where the list says "hårdrock", and "fransk pop" where it says "(fransk|dansk) pop". */
function asWritten({ end, value }: SlotValue, { text, words }: SlotContext, start: number): SlotValue {
  const listed = String(value);
  const said = text.slice(words[start]?.start, words[end - 1]?.end);
  const lower = normaliseWord(said);
  const kept = PATTERN.test(listed) || foldDiacritics(lower) === foldDiacritics(normaliseWord(listed));
  if (!kept) return { end, value };
  // What has no capital in the list is no name.
  return { end, value: listed === normaliseWord(listed) ? lower : said };
}

function buildAcceptance(
  {
    leastWords,
    look,
    refuse: { exact, start: first, inside, end: last, forgive },
  }: { readonly leastWords: number; readonly look: NameLook; readonly refuse: Refusals },
  endings: readonly string[],
  cuts: readonly string[] | undefined,
): OpenSlot['accepts'] {
  return (context, start, end) => {
    const { words, refusalsAt } = context;
    if (end - start < leastWords) return false;
    if (cuts && withoutEnding(words[end - 1]?.norm ?? '', cuts) === undefined) return false;
    if (words[start]?.quoted === true && words[end - 1]?.quoted === true) return true;
    if (!looksLike(look, context, start, end)) return false;
    for (let at = start; at < end; at += 1) {
      const word = words[at];
      if (word?.named === false && endings.some((ending) => word.norm.endsWith(ending))) return false;
    }
    const named = start > 0 && words[start]?.named === true;
    for (const { end: until, value } of refusalsAt(start)) {
      if (named && forgive.includes(value)) continue;
      if (until <= end && first.includes(value)) return false;
      if (until === end && exact.includes(value)) return false;
    }
    for (let at = start + 1; at < end; at += 1) {
      for (const { end: until, value } of refusalsAt(at)) {
        if (until <= end && inside.includes(value)) return false;
        if (until === end && last.includes(value)) return false;
      }
    }
    return true;
  };
}

function looksLike(look: NameLook, { words, isRare }: SlotContext, start: number, end: number): boolean {
  switch (look) {
    case 'any':
      return true;
    case 'name':
      return words[start]?.named === true;
    case 'rare': {
      let rare = 0;
      for (let at = start; at < end; at += 1) if (isRare(at)) rare += 1;
      return rare * 2 >= end - start;
    }
  }
}
