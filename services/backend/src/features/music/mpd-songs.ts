import type { MusicState } from '@alice/contracts';
import type { MpdPair } from './mpd-connection.port';

/** What MPD says about one song, by its names for it. */
export type MpdSong = ReadonlyMap<string, string>;

/** The songs in an answer that lists several: each begins with its file. */
export function toSongs(pairs: readonly MpdPair[]): MpdSong[] {
  const songs: Map<string, string>[] = [];
  for (const [key, value] of pairs) {
    if (key === 'file') songs.push(new Map());
    songs.at(-1)?.set(key, value);
  }
  return songs;
}

/** A song without tags has its file's name for a title. */
export const titleOf = (song: MpdSong): string => {
  const uri = song.get('file') ?? '';
  return song.get('Title') ?? (uri.split('/').at(-1) ?? uri).replace(/\.\w+$/, '');
};

/** Seconds; absent where MPD does not know how long the song is. */
export function durationOf(song: MpdSong): { durationSeconds?: number } {
  const seconds = Number(song.get('duration') ?? NaN);
  return Number.isFinite(seconds) ? { durationSeconds: seconds } : {};
}

/** The song that plays, as the page is told of it. */
export function toTrack(song: MpdSong): NonNullable<MusicState['track']> & { uri: string } {
  const [artist, album, genre, id] = [
    song.get('Artist'),
    song.get('Album'),
    song.get('Genre'),
    song.get('Id'),
  ];
  return {
    title: titleOf(song),
    ...(artist === undefined ? {} : { artist }),
    ...(album === undefined ? {} : { album }),
    ...(genre === undefined ? {} : { genre }),
    uri: song.get('file') ?? '',
    ...(id === undefined ? {} : { id: Number(id) }),
  };
}
