import type { ToolArguments } from '@alice/contracts';
import { distance } from 'fastest-levenshtein';

export interface LibraryTrack {
  uri: string;
  title: string;
  artist: string;
  album: string;
  genre: string;
  durationSeconds?: number;
}

export interface Found {
  /** The name that was found, as the library spells it. */
  what: string;
  tracks: LibraryTrack[];
}

type Field = 'title' | 'artist' | 'album' | 'genre';

const FILLERS = new Set(['och', 'and', 'the', 'med', 'av', 'by']);

/** One spelling for many: no case, accents (å ä ö too), punctuation or small words. */
export function foldName(name: string): string {
  const words = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'a')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  const kept = words.filter((word) => !FILLERS.has(word));
  return (kept.length > 0 ? kept : words).join(' ');
}

/** A word is also itself with one letter wrong in five or more, two in nine or more. */
const sameWord = (a: string, b: string) =>
  a === b ||
  distance(a, b) <= (Math.min(a.length, b.length) >= 9 ? 2 : Math.min(a.length, b.length) >= 5 ? 1 : 0);

/** How well a folded wish fits a folded name, from 0 (not at all) to 1 (the same). */
export function fit(wish: string, name: string): number {
  if (wish === '' || name === '') return 0;
  if (wish === name) return 1;
  if (wish.replaceAll(' ', '') === name.replaceAll(' ', '')) return 0.98;
  if (` ${name} `.includes(` ${wish} `)) return 0.9;
  const [wished, named] = [wish.split(' '), name.split(' ')];
  if (!wished.every((word) => named.some((other) => sameWord(word, other)))) return 0;
  return wished.length === named.length ? 0.85 : 0.75;
}

interface FoldedTrack extends LibraryTrack {
  folded: Record<Field, string>;
}

/** The music that a player has, searchable the way people name things. */
export class MusicLibrary {
  private readonly tracks: FoldedTrack[];

  constructor(tracks: readonly LibraryTrack[]) {
    this.tracks = tracks.map((track) => ({
      ...track,
      folded: {
        title: foldName(track.title),
        artist: foldName(track.artist),
        album: foldName(track.album),
        genre: foldName(track.genre),
      },
    }));
  }

  get all(): readonly LibraryTrack[] {
    return this.tracks;
  }

  /** What fits every name in the wish; undefined where nothing does. */
  find(wish: ToolArguments['PLAY']): Found | undefined {
    const named: [Field, string | undefined][] = [
      ['title', wish.track],
      ['album', wish.album],
      ['artist', wish.artist],
      ['genre', wish.genre],
    ];
    let found: Found | undefined;
    for (const [field, name] of named) {
      if (name === undefined) continue;
      const within = this.bestBy(field, name, found?.tracks as FoldedTrack[] | undefined);
      if (!within) return undefined;
      found = { what: found?.what ?? within.what, tracks: within.tracks };
    }
    return wish.query === undefined
      ? found
      : this.findAnything(wish.query, found?.tracks as FoldedTrack[] | undefined);
  }

  /** Where it cannot be told what a name is: the field that it fits best, artists before titles before the rest. */
  private findAnything(query: string, among?: FoldedTrack[]): Found | undefined {
    const fields: Field[] = ['artist', 'title', 'album', 'genre'];
    const best = fields
      .map((field) => this.bestBy(field, query, among))
      .filter((found) => found !== undefined)
      .sort((a, b) => b.fit - a.fit)[0];
    return best ?? this.findWords(query, among);
  }

  /** Words from several fields at once: "ljungby orkester vals". */
  private findWords(query: string, among = this.tracks): Found | undefined {
    const words = foldName(query).split(' ');
    const tracks = among.filter((track) => {
      const text = Object.values(track.folded).join(' ').split(' ');
      return words.every((word) => text.some((other) => sameWord(word, other)));
    });
    return tracks.length > 0
      ? { what: tracks.length === 1 ? (tracks[0]?.title ?? query) : query, tracks }
      : undefined;
  }

  private bestBy(field: Field, name: string, among = this.tracks): (Found & { fit: number }) | undefined {
    const wish = foldName(name);
    let best = 0;
    let tracks: FoldedTrack[] = [];
    for (const track of among) {
      const score = fit(wish, track.folded[field]);
      if (score > best) [best, tracks] = [score, []];
      if (score > 0 && score === best) tracks.push(track);
    }
    return tracks[0] && { what: tracks[0][field], tracks, fit: best };
  }
}
