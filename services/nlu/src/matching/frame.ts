import type { Frame } from './knowledge';
import type { Lexicon, Move } from './lexicon';
import { Phrases } from './phrases';
import { findRemarks, TOPIC } from './remarks';
import type { Word } from './sentence';
import { findSlips } from './slips';
import type { TemplateNode } from './template-syntax';

/** By which ways the words before a position can be read as a frame. */
export interface FrameReach {
  readonly plain: boolean;
  readonly wish: boolean;
  readonly question: boolean;
  /** Only with a remark among them: "det är för högt, …". */
  readonly remark: boolean;
  /** A wish for somebody to do it, after which verbs stand as in a report. */
  readonly clause: boolean;
  /** What the remarks among them are about. */
  readonly topics: readonly string[];
}

/** How the words from a position on can end a command: not at all, as politeness and the like, or with a remark among them. */
export type FrameEnd = 'none' | 'plain' | 'remark';

export interface FrameEnds {
  /** How the first i words are a frame; undefined: they are none. */
  readonly begins: readonly (FrameReach | undefined)[];
  /** How a command ends before word i. */
  readonly ends: readonly FrameEnd[];
  /** The same after a name, to which words that follow without a pause rather belong. */
  readonly endsName: readonly FrameEnd[];
  /** The same after a longer name, to which a "nu" after it may belong too. */
  readonly endsLongName: readonly FrameEnd[];
  /** Where a hesitation or a slip that begins at word i ends. */
  readonly skips: readonly (readonly number[])[];
}

const PARTS = ['before', 'wishes', 'clauses', 'questions', 'after', 'afterShort', 'hesitations'] as const;

/** Frame phrases that may end a command. */
type Part = 'after' | 'afterShort';

const NOWHERE: readonly number[] = [];

/** What can be said of words that are a frame in both ways. */
export function joinReach(a: FrameReach, b: FrameReach): FrameReach {
  if (a === b) return a;
  return {
    plain: a.plain || b.plain,
    wish: a.wish || b.wish,
    question: a.question || b.question,
    remark: a.remark && b.remark,
    clause: a.clause || b.clause,
    topics: a.topics.length > 0 ? a.topics : b.topics,
  };
}

/** Finds politeness, wishes, questions, hesitation and remarks around a command. */
export class FrameReader {
  private readonly phrases: Phrases<string>;
  private readonly verbEndings: readonly string[];

  constructor(
    frame: Frame,
    numberWords: readonly string[],
    rules: ReadonlyMap<string, TemplateNode>,
    lexicon: Lexicon,
  ) {
    const { remarks, repairs, exchanges } = frame;
    const { topics, verbEndings, ...signs } = remarks;
    this.verbEndings = verbEndings;
    this.phrases = new Phrases<string>(lexicon, rules)
      .add(repairs, 'repairs', false)
      .add([...exchanges, ...numberWords], 'exchanges', false);
    for (const part of PARTS) this.phrases.add(frame[part], part, true);
    for (const [sign, texts] of Object.entries(signs)) this.phrases.add(texts, sign, false);
    for (const [topic, texts] of Object.entries(topics)) this.phrases.add(texts, TOPIC + topic, false);
  }

  /** Where in a sentence a command may begin and end. */
  read(words: readonly Word[], moves: readonly (readonly Move[])[]): FrameEnds {
    const found = words.map((_, at) => {
      const phrases = this.phrases.from(moves, at);
      return phrases.some(({ report }) => report) ? phrases.filter(({ report }) => !report) : phrases;
    });
    const hesitations = words.map((word, at): readonly number[] => {
      // With a capital, "Bara" or "Typ" rather begins a name.
      if (at > 0 && word.named) return NOWHERE;
      let ends: number[] | undefined;
      for (const { end, value, corrected } of found[at] ?? []) {
        if (value === 'hesitations' && corrected === 0) (ends ??= []).push(end);
      }
      return ends ?? NOWHERE;
    });
    const skips = findSlips(words, found, hesitations);
    const remarks = findRemarks(words, found, this.verbEndings);

    const nothing: FrameReach = {
      plain: true,
      wish: false,
      question: false,
      remark: false,
      clause: false,
      topics: [],
    };
    const begins: (FrameReach | undefined)[] = [nothing];
    for (const { at, topics } of remarks.before) begins[at] = { ...nothing, remark: true, topics };
    const extend = (at: number, reach: FrameReach): void => {
      const known = begins[at];
      begins[at] = known ? joinReach(known, reach) : reach;
    };
    for (let at = 0; at < words.length; at += 1) {
      const reach = begins[at];
      if (!reach) continue;
      for (const end of skips[at] ?? NOWHERE) extend(end, reach);
      for (const { end, value } of found[at] ?? []) {
        if (value === 'before') extend(end, reach);
        const said = { ...reach, plain: false, wish: false, question: false, clause: false };
        if (value === 'wishes') extend(end, { ...said, wish: true });
        if (value === 'clauses') extend(end, { ...said, wish: true, clause: true });
        if (value === 'questions') extend(end, { ...said, question: true });
      }
    }

    const endings = (
      parts: readonly Part[],
      startsRemark: (at: number) => boolean,
      name: boolean,
    ): FrameEnd[] => {
      const ends: FrameEnd[] = new Array<FrameEnd>(words.length).fill('none');
      ends.push('plain');
      for (let at = words.length - 1; at >= 0; at -= 1) {
        let best: FrameEnd = startsRemark(at) ? 'remark' : 'none';
        const reach = (end: number): void => {
          const then = ends[end];
          if (then === 'plain' || (then === 'remark' && best === 'none')) best = then;
        };
        for (const end of skips[at] ?? NOWHERE) reach(end);
        // What has a capital or is misspelt rather belongs to the name before it: "Wolf Alice".
        const part = name && words[at]?.named === true && words[at - 1]?.pauses !== true;
        for (const { end, value, corrected } of part ? [] : (found[at] ?? [])) {
          if (parts.includes(value as Part) && !(name && corrected > 0)) reach(end);
        }
        ends[at] = best;
      }
      return ends;
    };
    const { straightOn, afterPause, afterName } = remarks;
    const afterNames = (at: number): boolean => afterPause(at) || afterName(at);
    return {
      begins,
      ends: endings(['after', 'afterShort'], (at) => straightOn(at) || afterPause(at), false),
      endsName: endings(['after', 'afterShort'], afterNames, true),
      endsLongName: endings(['after'], afterNames, true),
      skips,
    };
  }
}
