import type { MpdConnection } from './mpd-connection.port';
import type { TrackPictures } from './track-pictures.port';

/** How long a list waits for what is not known yet, in milliseconds. */
const LOOK_MS = 250;

interface Track {
  uri: string;
  album?: string | undefined;
}

/** The tracks of an album in one folder share the picture of the first that was asked for: one look, one download. */
const albumOf = ({ uri, album }: Track) =>
  album ? `${uri.slice(0, uri.lastIndexOf('/') + 1)}\n${album}` : uri;

/** Remembers which tracks have a picture, so that nobody looks for it each time that the track is named. */
export class TrackCovers {
  private known = new Map<string, string | null>();
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly pictures: TrackPictures,
    changes: Pick<MpdConnection, 'onEvent'>,
  ) {
    changes.onEvent((subsystem) => {
      if (subsystem === 'database' || subsystem === 'connected') this.known = new Map();
    });
  }

  /** Calls `listener` when more is known than `withCovers` could tell in time. */
  onFound(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Adds to each track where its cover is: null where there is none, undefined where that took too long to find out. */
  async withCovers<T extends Track>(tracks: readonly T[]): Promise<(T & { cover?: string | null })[]> {
    const { known } = this;
    const unknown = tracks.filter((track) => !known.has(albumOf(track)));
    if (unknown.length > 0) await this.lookFor(unknown, known);
    return tracks.map((track) => {
      const cover = known.get(albumOf(track));
      return cover === undefined ? track : { ...track, cover };
    });
  }

  private async lookFor(tracks: readonly Track[], known: Map<string, string | null>): Promise<void> {
    let late = false;
    const look = async () => {
      // One after the other: a queue of five hundred albums must not take all of the player's connections.
      for (const track of tracks) {
        const album = albumOf(track);
        if (known.has(album)) continue;
        const found = await this.pictures.has(track.uri);
        known.set(album, found ? `/api/music/cover?uri=${encodeURIComponent(track.uri)}` : null);
      }
      if (late) for (const listener of this.listeners) listener();
    };
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(() => resolve(void (late = true)), LOOK_MS);
    });
    // A look that fails leaves the rest unknown, and the page draws covers of its own until it succeeds.
    await Promise.race([look().catch(() => undefined), deadline]);
    clearTimeout(timer);
  }
}
