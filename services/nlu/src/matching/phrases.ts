import { AutomatonBuilder, type State } from './automaton';
import { spellingsOf, type Word } from './sentence';
import { parseTemplate, type TemplateNode } from './template-syntax';

/** Phrases that stand for something; they may use template syntax, and rules where some are given, but no slots. */
export class Phrases<T> {
  private readonly start: State<T>;

  constructor(phrases: Iterable<readonly [string, T]>, rules: ReadonlyMap<string, TemplateNode> = new Map()) {
    const builder = new AutomatonBuilder<T>({ rules, slotKind: () => undefined });
    for (const [phrase, value] of phrases) builder.add(parseTemplate(phrase), value);
    this.start = builder.finish();
  }

  /** Every phrase that begins with word `start` and contains no quoted word: where it ends and what it stands for. */
  from(words: readonly Word[], start: number, limit = words.length): { end: number; value: T }[] {
    const found: { end: number; value: T }[] = [];
    let states = new Set([this.start]);
    for (let at = start; at < limit && states.size > 0; at += 1) {
      const word = words[at];
      if (!word || word.quoted) break;
      const next = new Set<State<T>>();
      for (const state of states) {
        for (const key of spellingsOf(word))
          for (const target of state.words.get(key) ?? []) next.add(target);
      }
      for (const state of next) for (const value of state.accepts) found.push({ end: at + 1, value });
      states = next;
    }
    return found;
  }
}
