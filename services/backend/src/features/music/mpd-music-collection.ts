import type { LikedTracks, MusicLibrary, MusicQueue, PlayFromQueue } from '@alice/contracts';
import { NotFoundError, UnavailableError } from '@alice/errors';
import { BAD_ARGUMENT, LIKED, NO_SUCH_OBJECT } from './mpd-codes';
import { MpdRefusal, type MpdCommand, type MpdConnection, type MpdPair } from './mpd-connection.port';
import type { MpdLibrary } from './mpd-library';
import { durationOf, toSongs, toTrack } from './mpd-songs';
import type { MusicCollection } from './music-collection.port';
import type { TrackCovers } from './track-covers';

/** The most tracks that one list shows. */
const MOST_LISTED = 500;

/** Of a queue that is longer: so many of those that have played. */
const LISTED_BEFORE = 100;

/** Where `MUSIC_DIR` is among MPD's folders. */
const OWN_FOLDER = 'mine/';

/** The queue, the favourites and the library of MPD. */
export class MpdMusicCollection implements MusicCollection {
  constructor(
    private readonly mpd: MpdConnection,
    private readonly allMusic: MpdLibrary,
    private readonly covers: TrackCovers,
  ) {}

  async queue(): Promise<MusicQueue> {
    const status = new Map(await this.run(['status']));
    const total = Number(status.get('playlistlength') ?? 0);
    const position = status.has('song') ? Number(status.get('song')) : null;
    const first = Math.max(0, Math.min((position ?? 0) - LISTED_BEFORE, total - MOST_LISTED));
    const songs = toSongs(await this.run(['playlistinfo', `${first}:${first + MOST_LISTED}`]));
    const liked = new Set(await this.likedUris());
    const tracks = songs.map((song) => ({
      ...toTrack(song),
      ...durationOf(song),
      id: Number(song.get('Id')),
      liked: liked.has(song.get('file') ?? ''),
    }));
    return { tracks: await this.covers.withCovers(tracks), first, position, total };
  }

  async playFromQueue(choice: PlayFromQueue): Promise<void> {
    const id = 'id' in choice ? choice.id : await this.findOrAdd(choice.uri);
    await this.run(['playid', String(id)]);
  }

  async removeFromQueue(id: number): Promise<void> {
    await this.run(['deleteid', String(id)]);
  }

  async likes(): Promise<LikedTracks> {
    const liked = new Set(await this.likedUris());
    const all = (await this.allMusic.load()).all
      .filter(({ uri }) => liked.has(uri))
      .sort((a, b) => a.artist.localeCompare(b.artist, 'sv') || a.title.localeCompare(b.title, 'sv'));
    const tracks = all.slice(0, MOST_LISTED).map(({ uri, title, artist, album, durationSeconds }) => ({
      uri,
      title,
      ...(artist === '' ? {} : { artist }),
      ...(album === '' ? {} : { album }),
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
    }));
    return { tracks: await this.covers.withCovers(tracks), total: all.length };
  }

  async setLiked(uri: string, liked: boolean): Promise<void> {
    if (liked) {
      await this.run(['sticker', 'set', 'song', uri, 'like', LIKED]);
      return;
    }
    await this.run(['sticker', 'delete', 'song', uri, 'like']).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
    });
  }

  async library(): Promise<MusicLibrary> {
    const figures = new Map(await this.run(['stats'], ['status']));
    const { all } = await this.allMusic.load();
    return {
      tracks: Number(figures.get('songs') ?? 0),
      artists: Number(figures.get('artists') ?? 0),
      albums: Number(figures.get('albums') ?? 0),
      updating: figures.has('updating_db'),
      ownFolder: { tracks: all.filter(({ uri }) => uri.startsWith(OWN_FOLDER)).length },
    };
  }

  async updateLibrary(): Promise<void> {
    await this.run(['update']);
  }

  private async findOrAdd(uri: string): Promise<number> {
    const [there] = toSongs(await this.run(['playlistfind', 'file', uri]));
    if (there) return Number(there.get('Id'));
    const status = new Map(await this.run(['status']));
    const added = new Map(await this.run(['addid', uri, ...(status.has('song') ? ['+0'] : [])]));
    return Number(added.get('Id'));
  }

  private async likedUris(): Promise<string[]> {
    const stickers = await this.run(['sticker', 'find', 'song', '', 'like', '=', LIKED]);
    return stickers.filter(([key]) => key === 'file').map(([, uri]) => uri);
  }

  private async run(...commands: MpdCommand[]): Promise<MpdPair[]> {
    try {
      return await this.mpd.run(...commands);
    } catch (cause) {
      if (!(cause instanceof MpdRefusal)) throw cause;
      if (cause.ackCode === NO_SUCH_OBJECT || cause.ackCode === BAD_ARGUMENT) {
        throw new NotFoundError('MPD knows no such track', { cause });
      }
      throw new UnavailableError('MPD refuses', { cause });
    }
  }
}
