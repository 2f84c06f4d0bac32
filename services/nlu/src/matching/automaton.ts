import type { Lexicon } from './lexicon';
import type { TemplateNode } from './template-syntax';

/** Where the templates stand after some words. */
export interface State<T> {
  /** The templates that end here. */
  readonly accepts: readonly T[];
  /** Slots whose values are found by a reader: lists and numbers. */
  readonly closed: readonly SlotEdge<T>[];
  /** Slots that take any words. */
  readonly open: readonly SlotEdge<T>[];
  /** The states behind a rule, by its name; its words are found apart, so that each rule is compiled once. */
  readonly calls: ReadonlyMap<string, State<T>>;
  /** The state after one more word, by its number in the lexicon. */
  readonly next: (word: number) => State<T> | undefined;
}

export interface SlotEdge<T> {
  readonly slot: string;
  readonly target: State<T>;
}

interface Draft<T> {
  words: readonly (readonly [number, number])[];
  calls: readonly (readonly [string, number])[];
  closed: readonly (readonly [string, number])[];
  open: readonly (readonly [string, number])[];
  accepts: readonly T[];
  free: readonly number[];
  /** Inside an open slot: a state of its own, so that a thread inside it never meets one that is past it. */
  inside: boolean;
}

/** Most drafts have most lists empty, and there are tens of thousands: they share one. */
const NONE: readonly never[] = [];
/** States kept; what is met beyond them is made anew each time, so that no talk fills the memory. */
const MOST_STATES = 20_000;

/** What the templates may refer to. */
export interface TemplateScope {
  readonly rules: ReadonlyMap<string, TemplateNode>;
  readonly slotKind: (name: string) => 'open' | 'closed' | undefined;
  readonly lexicon: Lexicon;
  /** Whether a rule's words are laid out wherever it stands, or the rule is found apart. */
  readonly inline: boolean;
}

/** A template that names a rule or slot which does not exist, or matches without any word. */
export class TemplateReferenceError extends Error {
  override readonly name = 'TemplateReferenceError';
}

/**
 * Compiles templates into one automaton over words: Thompson's construction, and sets of its states made into one state when
 * they are first met.
 */
export class AutomatonBuilder<T> {
  private readonly drafts: Draft<T>[] = [];
  private readonly start = this.newState();
  private readonly reached = new Map<number, readonly number[]>();
  private mendable = false;
  private readonly made = new Map<string, State<T>>();

  constructor(private readonly scope: TemplateScope) {}

  /** @param mendable whether misspelt words may be taken for the words of this template */
  add(template: TemplateNode, payload: T, mendable: boolean): void {
    this.mendable = mendable;
    const entry = this.newState();
    const exit = this.newState();
    this.draft(this.start).free = added(this.draft(this.start).free, entry);
    this.draft(exit).accepts = added(this.draft(exit).accepts, payload);
    this.build(template, entry, exit, []);
    if (this.computeReach(entry).has(exit))
      throw new TemplateReferenceError('the template matches nothing at all');
  }

  /** The state before any word; nothing may be added afterwards. */
  finish(): State<T> {
    return this.stateOf([this.start]);
  }

  /** The one state for what is reached from these without a word. */
  private stateOf(from: readonly number[]): State<T> {
    const members = new Set<number>();
    for (const index of from) for (const reached of this.reach(index)) members.add(reached);
    const key = [...members].sort((a, b) => a - b).join(' ');
    const known = this.made.get(key);
    if (known) return known;
    const accepts: T[] = [];
    const words = new Map<number, number[]>();
    const calls = new Map<string, number[]>();
    const closed = new Map<string, number[]>();
    const open = new Map<string, number[]>();
    for (const index of members) {
      const draft = this.draft(index);
      accepts.push(...draft.accepts);
      for (const [word, target] of draft.words) append(words, word, target);
      for (const [rule, target] of draft.calls) append(calls, rule, target);
      for (const [slot, target] of draft.closed) append(closed, slot, target);
      for (const [slot, target] of draft.open) append(open, slot, target);
    }
    const next = new Map<number, State<T>>();
    const state = {
      accepts,
      calls: new Map<string, State<T>>(),
      closed: [] as SlotEdge<T>[],
      open: [] as SlotEdge<T>[],
      next: (word: number): State<T> | undefined => {
        const found = next.get(word);
        if (found) return found;
        const targets = words.get(word);
        if (!targets) return undefined;
        const target = this.stateOf(targets);
        if (this.made.size < MOST_STATES) {
          next.set(word, target);
          words.delete(word);
        }
        return target;
      },
    };
    if (this.made.size < MOST_STATES) this.made.set(key, state);
    for (const [rule, targets] of calls) state.calls.set(rule, this.stateOf(targets));
    for (const [slot, targets] of closed) state.closed.push({ slot, target: this.stateOf(targets) });
    for (const [slot, targets] of open) state.open.push({ slot, target: this.stateOf(targets) });
    return state;
  }

  /** Lays the edges of a template between two states. */
  private build(node: TemplateNode, from: number, to: number, ruleStack: readonly string[]): void {
    switch (node.kind) {
      case 'word':
        this.draft(from).words = added(this.draft(from).words, [
          this.scope.lexicon.numberOf(node.word, this.mendable),
          to,
        ]);
        break;
      case 'slot':
        this.buildSlot(node.name, from, to);
        break;
      case 'rule': {
        const rule = this.scope.rules.get(node.name);
        if (!rule) throw new TemplateReferenceError(`there is no rule <${node.name}>`);
        if (ruleStack.includes(node.name))
          throw new TemplateReferenceError(`rule <${node.name}> contains itself`);
        if (!this.scope.inline) this.draft(from).calls = added(this.draft(from).calls, [node.name, to]);
        else this.build(rule, from, to, [...ruleStack, node.name]);
        break;
      }
      case 'sequence': {
        let state = from;
        node.items.forEach((item, index) => {
          const next = index === node.items.length - 1 ? to : this.newState();
          this.build(item, state, next, ruleStack);
          state = next;
        });
        break;
      }
      case 'optional':
        this.draft(from).free = added(this.draft(from).free, to);
        this.build(node.item, from, to, ruleStack);
        break;
      case 'choice':
        for (const item of node.items) this.build(item, from, to, ruleStack);
    }
  }

  private buildSlot(name: string, from: number, to: number): void {
    const kind = this.scope.slotKind(name);
    if (!kind) throw new TemplateReferenceError(`there is no slot {${name}}`);
    if (kind === 'closed') {
      this.draft(from).closed = added(this.draft(from).closed, [name, to]);
      return;
    }
    const inside = this.newState();
    this.draft(inside).inside = true;
    this.draft(from).open = added(this.draft(from).open, [name, inside]);
    this.draft(inside).free = [to];
  }

  private reach(index: number): readonly number[] {
    const known = this.reached.get(index);
    if (known) return known;
    // Only states with something to do matter afterwards.
    const useful = [...this.computeReach(index)].filter((state) => {
      const { words, calls, closed, open, accepts, inside } = this.draft(state);
      return (
        inside ||
        calls.length > 0 ||
        words.length > 0 ||
        closed.length > 0 ||
        open.length > 0 ||
        accepts.length > 0
      );
    });
    this.reached.set(index, useful);
    return useful;
  }

  private computeReach(index: number): Set<number> {
    const seen = new Set([index]);
    for (const state of seen) for (const next of this.draft(state).free) seen.add(next);
    return seen;
  }

  private newState(): number {
    const empty = { words: NONE, calls: NONE, closed: NONE, open: NONE, accepts: NONE, free: NONE };
    return this.drafts.push({ ...empty, inside: false }) - 1;
  }

  private draft(index: number): Draft<T> {
    const draft = this.drafts[index];
    if (!draft) throw new RangeError('no such state');
    return draft;
  }
}

/** The list with one more; only a list that is shared is copied. */
function added<Item>(list: readonly Item[], item: Item): readonly Item[] {
  if (list.length === 0) return [item];
  (list as Item[]).push(item);
  return list;
}

function append<K>(targets: Map<K, number[]>, key: K, target: number): void {
  const known = targets.get(key);
  if (known) known.push(target);
  else targets.set(key, [target]);
}
