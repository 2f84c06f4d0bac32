import type { MpdConnection } from './mpd-connection.port';
import { durationOf, titleOf, toSongs } from './mpd-songs';
import { MusicLibrary } from './music-library';

/** All music that MPD has, read once and again after it changed. */
export class MpdLibrary {
  private library: Promise<MusicLibrary> | undefined;

  constructor(private readonly mpd: MpdConnection) {
    mpd.onEvent((subsystem) => {
      if (subsystem === 'database' || subsystem === 'connected') this.library = undefined;
    });
  }

  /** @throws UnavailableError where MPD does not answer */
  load(): Promise<MusicLibrary> {
    this.library ??= this.mpd.run(['listallinfo']).then(
      (pairs) =>
        new MusicLibrary(
          toSongs(pairs).map((song) => ({
            uri: song.get('file') ?? '',
            title: titleOf(song),
            artist: song.get('Artist') ?? '',
            album: song.get('Album') ?? '',
            genre: song.get('Genre') ?? '',
            ...durationOf(song),
          })),
        ),
      (error: unknown) => {
        this.library = undefined;
        throw error;
      },
    );
    return this.library;
  }
}
