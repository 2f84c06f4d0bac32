import { foldDiacritics } from './sentence';
import type { TemplateNode } from './template-syntax';

/** A state of the compiled templates. Every edge consumes at least one word, so matching needs no look-back. */
export interface State<T> {
  /** Next states by word; words written without diacritics stand under a "~". */
  readonly words: ReadonlyMap<string, readonly State<T>[]>;
  /** Slots whose values are found by a reader: lists and numbers. */
  readonly closed: readonly SlotEdge<T>[];
  /** Slots that take any words. */
  readonly open: readonly SlotEdge<T>[];
  /** The templates that end here. */
  readonly accepts: readonly T[];
}

export interface SlotEdge<T> {
  readonly slot: string;
  readonly target: State<T>;
}

interface Draft<T> {
  words: [string, number][];
  closed: [string, number][];
  open: [string, number][];
  accepts: T[];
  free: number[];
}

/** What the templates may refer to. */
export interface TemplateScope {
  readonly rules: ReadonlyMap<string, TemplateNode>;
  readonly slotKind: (name: string) => 'open' | 'closed' | undefined;
}

/** A template that names a rule or slot which does not exist, or matches without any word. */
export class TemplateReferenceError extends Error {
  override readonly name = 'TemplateReferenceError';
}

/** Compiles templates into one non-deterministic automaton over words (Thompson's construction). */
export class AutomatonBuilder<T> {
  private readonly drafts: Draft<T>[] = [];
  private readonly start = this.newState();

  constructor(private readonly scope: TemplateScope) {}

  add(template: TemplateNode, payload: T): void {
    const entry = this.newState();
    const exit = this.newState();
    this.draft(this.start).free.push(entry);
    this.draft(exit).accepts.push(payload);
    this.build(template, entry, exit, []);
    if (this.reach(entry).has(exit)) throw new TemplateReferenceError('the template matches nothing at all');
  }

  /** Resolves the moves that take no word, once, so that matching never meets them. */
  finish(): State<T> {
    const made = new Map<number, State<T>>();
    const queue: (() => void)[] = [];
    const stateOf = (index: number): State<T> => {
      const known = made.get(index);
      if (known) return known;
      const words = new Map<string, State<T>[]>();
      const closed: SlotEdge<T>[] = [];
      const open: SlotEdge<T>[] = [];
      const accepts: T[] = [];
      const state: State<T> = { words, closed, open, accepts };
      made.set(index, state);
      queue.push(() => {
        for (const reached of this.reach(index)) {
          const draft = this.draft(reached);
          accepts.push(...draft.accepts);
          for (const [slot, target] of draft.closed) closed.push({ slot, target: stateOf(target) });
          for (const [slot, target] of draft.open) open.push({ slot, target: stateOf(target) });
          for (const [word, target] of draft.words) {
            const next = stateOf(target);
            addTarget(words, word, next);
            const plain = foldDiacritics(word);
            if (plain !== word) addTarget(words, `~${plain}`, next);
          }
        }
      });
      return state;
    };
    const start = stateOf(this.start);
    // The queue grows while it is worked off.
    for (const fill of queue) fill();
    return start;
  }

  /** Lays the edges of a template between two states. */
  private build(node: TemplateNode, from: number, to: number, ruleStack: readonly string[]): void {
    switch (node.kind) {
      case 'word':
        this.draft(from).words.push([node.word, to]);
        break;
      case 'slot':
        this.buildSlot(node.name, from, to);
        break;
      case 'rule': {
        const rule = this.scope.rules.get(node.name);
        if (!rule) throw new TemplateReferenceError(`there is no rule <${node.name}>`);
        if (ruleStack.includes(node.name))
          throw new TemplateReferenceError(`rule <${node.name}> contains itself`);
        this.build(rule, from, to, [...ruleStack, node.name]);
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
        this.draft(from).free.push(to);
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
      this.draft(from).closed.push([name, to]);
      return;
    }
    // An open slot keeps a state of its own, so that a thread inside it never meets one that is past it.
    const inside = this.newState();
    this.draft(from).open.push([name, inside]);
    this.draft(inside).free.push(to);
  }

  private reach(index: number): Set<number> {
    const seen = new Set([index]);
    for (const state of seen) for (const next of this.draft(state).free) seen.add(next);
    return seen;
  }

  private newState(): number {
    return this.drafts.push({ words: [], closed: [], open: [], accepts: [], free: [] }) - 1;
  }

  private draft(index: number): Draft<T> {
    const draft = this.drafts[index];
    if (!draft) throw new RangeError('no such state');
    return draft;
  }
}

function addTarget<T>(words: Map<string, State<T>[]>, word: string, target: State<T>): void {
  const targets = words.get(word);
  if (!targets) words.set(word, [target]);
  else if (!targets.includes(target)) targets.push(target);
}
