import type { ConversationSummary } from '@alice/contracts';
import { wordsOf, type TextWord } from './search-words';

type Parts = NonNullable<ConversationSummary['match']>['parts'];

/** In UTF-16 code units: the whole snippet, and what goes before its first hit. */
const LONGEST = 160;
const BEFORE = 30;
/** How many hits of a text are looked at. */
const MOST_HITS = 500;
const ELLIPSIS = '…';

interface Hit extends TextWord {
  beginning: number;
}

/** The piece of `text` where most of the query's words stand close together, on one line, in parts that are hits or not. */
export function snippetOf(text: string, beginnings: readonly string[]): Parts {
  const line = text.trim().replace(/\s+/g, ' ');
  const hits = hitsIn(line, beginnings);
  const first = densest(hits)?.index ?? 0;
  const start = first <= BEFORE ? 0 : atWord(line, first - BEFORE, first);
  const most = LONGEST - (start > 0 ? ELLIPSIS.length : 0);
  const end = line.length - start <= most ? line.length : whole(line, start + most - ELLIPSIS.length);
  const parts: Parts = [];
  const add = (piece: string, hit: boolean) => {
    if (piece !== '') parts.push({ text: piece, hit });
  };
  let done = start;
  let before = start > 0 ? ELLIPSIS : '';
  for (const hit of hits) {
    if (hit.index < start || hit.index >= end) continue;
    add(before + line.slice(done, hit.index), false);
    done = Math.min(hit.end, end);
    add(line.slice(hit.index, done), true);
    before = '';
  }
  add(before + line.slice(done, end) + (end < line.length ? ELLIPSIS : ''), false);
  return parts;
}

function hitsIn(line: string, beginnings: readonly string[]): Hit[] {
  const hits: Hit[] = [];
  for (const word of wordsOf(line)) {
    const beginning = beginnings.findIndex((begin) => word.folded.startsWith(begin));
    if (beginning >= 0) hits.push({ ...word, beginning });
    if (hits.length === MOST_HITS) break;
  }
  return hits;
}

/** The first of the hits that stand where most different ones fit into a snippet. */
function densest(hits: readonly Hit[]): Hit | undefined {
  let best: Hit | undefined;
  let most = 0;
  for (const [place, hit] of hits.entries()) {
    const seen = new Set<number>();
    for (let next = place; (hits[next]?.end ?? Infinity) - hit.index < LONGEST - BEFORE - 2; next++) {
      seen.add((hits[next] as Hit).beginning);
    }
    if (best === undefined || seen.size > most) [best, most] = [hit, seen.size];
  }
  return best;
}

/** The first beginning of a word from `from` on, or `from` where there is none before `to`. */
function atWord(line: string, from: number, to: number): number {
  const blank = line.indexOf(' ', from);
  return blank >= 0 && blank < to ? blank + 1 : whole(line, from);
}

/** `at`, or the place before it where it would part a character that takes two code units. */
function whole(line: string, at: number): number {
  return /[\udc00-\udfff]/.test(line.charAt(at)) ? at - 1 : at;
}
