import type { Frame } from './knowledge';
import { Phrases } from './phrases';
import type { Word } from './sentence';
import type { TemplateNode } from './template-syntax';

/** By which ways the words before a position can be read as a frame. */
export interface FrameReach {
  readonly plain: boolean;
  readonly wish: boolean;
  readonly question: boolean;
}

export interface CompiledFrame {
  readonly before: Phrases<true>;
  readonly wishes: Phrases<true>;
  readonly questions: Phrases<true>;
  readonly after: Phrases<true>;
  readonly afterShort: Phrases<true>;
  readonly hesitations: Phrases<true>;
}

/** Compiles the frame's phrases; they may use rules, but no slots. */
export function buildFrame(frame: Frame, rules: ReadonlyMap<string, TemplateNode>): CompiledFrame {
  const compile = (phrases: readonly string[]) =>
    new Phrases(
      phrases.map((phrase) => [phrase, true] as const),
      rules,
    );
  return {
    before: compile(frame.before),
    wishes: compile(frame.wishes),
    questions: compile(frame.questions),
    after: compile(frame.after),
    afterShort: compile(frame.afterShort),
    hesitations: compile(frame.hesitations),
  };
}

export interface FrameEnds {
  readonly begins: readonly (FrameReach | undefined)[];
  readonly ends: readonly boolean[];
  readonly endsLong: readonly boolean[];
  readonly skips: readonly (readonly number[])[];
}

/**
 * Where a command may begin and end: `begins[i]` says how the first i words are a frame (undefined: they are none), `ends[i]`
 * whether all words from i on are one (`endsLong[i]` after a long name), `skips[i]` where a hesitation that begins at i ends.
 */
export function frameEnds(frame: CompiledFrame, words: readonly Word[]): FrameEnds {
  const skips = words.map((_, at) => phraseEnds(frame.hesitations, words, at));
  const begins: (FrameReach | undefined)[] = [{ plain: true, wish: false, question: false }];
  const extend = (at: number, reach: FrameReach): void => {
    const known = begins[at] ?? { plain: false, wish: false, question: false };
    begins[at] = {
      plain: known.plain || reach.plain,
      wish: known.wish || reach.wish,
      question: known.question || reach.question,
    };
  };
  for (let at = 0; at < words.length; at += 1) {
    const reach = begins[at];
    if (!reach) continue;
    for (const end of [...(skips[at] ?? []), ...phraseEnds(frame.before, words, at)]) extend(end, reach);
    for (const end of phraseEnds(frame.wishes, words, at))
      extend(end, { plain: false, wish: true, question: false });
    for (const end of phraseEnds(frame.questions, words, at))
      extend(end, { plain: false, wish: false, question: true });
  }
  const ends = words.map(() => false);
  const endsLong = words.map(() => false);
  ends.push(true);
  endsLong.push(true);
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const next = [...(skips[at] ?? []), ...phraseEnds(frame.after, words, at)];
    endsLong[at] = next.some((end) => endsLong[end] === true);
    ends[at] = [...next, ...phraseEnds(frame.afterShort, words, at)].some((end) => ends[end] === true);
  }
  return { begins, ends, endsLong, skips };
}

function phraseEnds(phrases: Phrases<true>, words: readonly Word[], start: number): number[] {
  return phrases.from(words, start).map(({ end }) => end);
}
