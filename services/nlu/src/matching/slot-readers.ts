import { NumberReader } from '../slots/number-words';
import { PercentageReader } from '../slots/percentage';
import type { LanguageKnowledge, ListEntry, Refusals, SlotDefinition } from './knowledge';
import { Phrases } from './phrases';
import { foldDiacritics, type Word } from './sentence';

/** The words of a sentence, and the same as plain strings for the number readers. */
export interface SlotContext {
  readonly words: readonly Word[];
  readonly norms: readonly string[];
}

/** A value and the position after its words. */
export interface SlotValue {
  readonly end: number;
  readonly value: string | number;
}

/** A slot whose value a list or a number decides. */
export interface ClosedSlot {
  readonly argument: string;
  readonly read: (context: SlotContext, start: number) => SlotValue[];
}

/** A slot for a name: any words but those that show that no music is meant. */
export interface OpenSlot {
  readonly argument: string;
  readonly mostWords: number;
  readonly accepts: (words: readonly Word[], start: number, end: number) => boolean;
}

export interface SlotReaders {
  readonly open: ReadonlyMap<string, OpenSlot>;
  readonly closed: ReadonlyMap<string, ClosedSlot>;
}

/** Makes the readers of all slots for one language. */
export function buildSlotReaders(
  slots: Readonly<Record<string, SlotDefinition>>,
  { lists, numbers }: Pick<LanguageKnowledge, 'lists' | 'numbers'>,
): SlotReaders {
  const percentages = new PercentageReader(
    new NumberReader(numbers, foldDiacritics),
    numbers,
    foldDiacritics,
  );
  const compiled = new Map<string, Phrases<string | number>>();
  const list = (name: string): Phrases<string | number> => {
    const entries = lists[name];
    if (!entries) throw new RangeError(`there is no list "${name}"`);
    const phrases = compiled.get(name) ?? new Phrases(entries.flatMap(spoken));
    compiled.set(name, phrases);
    return phrases;
  };
  const open = new Map<string, OpenSlot>();
  const closed = new Map<string, ClosedSlot>();
  for (const [name, slot] of Object.entries(slots)) {
    const { argument } = slot;
    if (slot.kind === 'open') {
      open.set(name, { argument, mostWords: slot.mostWords, accepts: buildAcceptance(slot.refuse, list) });
    } else if (slot.kind === 'list') {
      const phrases = list(slot.list);
      closed.set(name, {
        argument,
        read: ({ words }, start) => phrases.from(words, start).map((found) => signed(found, slot.sign)),
      });
    } else {
      closed.set(name, {
        argument,
        read: ({ norms }, start) => {
          const found = percentages.read(norms, start, slot);
          return found ? [signed(found, slot.sign)] : [];
        },
      });
    }
  }
  return { open, closed };
}

function signed({ end, value }: SlotValue, sign: 1 | -1): SlotValue {
  // "+ 0" because minus nothing would be -0, which is no integer to everybody.
  return { end, value: typeof value === 'number' ? value * sign + 0 : value };
}

function spoken({ value, phrases }: ListEntry): [string, string | number][] {
  return phrases.map((phrase) => [phrase, value]);
}

function buildAcceptance(refuse: Refusals, list: (name: string) => Phrases<unknown>): OpenSlot['accepts'] {
  const exact = refuse.exact.map(list);
  const first = refuse.start.map(list);
  const inside = refuse.inside.map(list);
  const last = refuse.end.map(list);
  return (words, start, end) => {
    if (words[start]?.quoted === true && words[end - 1]?.quoted === true) return true;
    const begins = (lists: readonly Phrases<unknown>[], at: number) =>
      lists.flatMap((phrases) => phrases.from(words, at, end));
    const fills = (lists: readonly Phrases<unknown>[], at: number) =>
      begins(lists, at).some((found) => found.end === end);
    if (begins(first, start).length > 0 || fills(exact, start)) return false;
    for (let at = start + 1; at < end; at += 1) {
      if (begins(inside, at).length > 0 || fills(last, at)) return false;
    }
    return true;
  };
}
