import type { MusicState, ToolArguments } from '@alice/contracts';
import { AliceError, ToolFailure } from '@alice/errors';
import { LIKED, NO_SUCH_OBJECT, NOT_PLAYING } from './mpd-codes';
import { MpdRefusal, type MpdConnection } from './mpd-connection.port';
import type { MpdLibrary } from './mpd-library';
import { toTrack } from './mpd-songs';
import { fit, foldName } from './music-library';
import type { MusicMemoryStore } from './music-memory-store';
import type { MusicPlayer, Played } from './music-player.port';
import type { TrackCovers } from './track-covers';

/** The most tracks that one wish puts into the queue. */
const MOST_QUEUED = 1000;

/** How long a track may take to begin, in milliseconds. */
const FIRST_SOUND_MS = 2_000;

/** MPD as a music player. One wish runs at a time, so that two at once cannot mix their reads and writes. */
export class MpdMusicPlayer implements MusicPlayer {
  private last: Promise<unknown> = Promise.resolve();
  private likesVersion = 0;

  constructor(
    private readonly mpd: MpdConnection,
    private readonly memory: MusicMemoryStore,
    private readonly library: MpdLibrary,
    private readonly covers: TrackCovers,
  ) {
    mpd.onEvent((subsystem) => {
      if (subsystem === 'sticker' || subsystem === 'connected') this.likesVersion += 1;
    });
  }

  onChange(listener: () => void): void {
    this.mpd.onEvent(() => listener());
    this.covers.onFound(listener);
  }

  async ping(): Promise<void> {
    await this.mpd.run(['ping']);
  }

  async state(): Promise<MusicState> {
    const { likesVersion } = this;
    const status = new Map(await this.mpd.run(['status'], ['currentsong']));
    const uri = status.get('file');
    const [track] = uri === undefined ? [] : await this.covers.withCovers([toTrack(status)]);
    const volume = Math.max(0, Number(status.get('volume') ?? 0));
    const before = volume === 0 ? await this.memory.volumeBeforeMute() : null;
    const state = status.get('state');
    return {
      provider: 'mpd',
      state: state === 'play' ? 'playing' : state === 'pause' ? 'paused' : 'stopped',
      track: track ?? null,
      elapsedSeconds: Number(status.get('elapsed') ?? 0),
      durationSeconds: Number(status.get('duration') ?? 0),
      volume: before ?? volume,
      muted: before !== null,
      shuffle: status.get('random') === '1',
      repeat: status.get('repeat') !== '1' ? 'off' : status.get('single') === '1' ? 'one' : 'all',
      liked: uri !== undefined && (await this.isLiked(uri)),
      queueVersion: Number(status.get('playlist') ?? 0),
      likesVersion,
    };
  }

  play(wish: ToolArguments['PLAY']): Promise<Played> {
    return this.inTurn(async () => {
      if (wish.liked === true) return this.playLiked();
      if (wish.playlist !== undefined) return this.playPlaylist(wish.playlist);
      if (Object.values(wish).every((value) => value === undefined || value === false))
        return this.playSomething();
      const found = (await this.library.load()).find(wish);
      if (!found) throw new ToolFailure('nothing_found', { what: nameOf(wish) });
      await this.queue(found.tracks);
      const [first] = found.tracks;
      return found.tracks.length === 1 && first
        ? { kind: 'track', what: first.title, artist: first.artist, count: 1 }
        : { kind: 'many', what: found.what, count: found.tracks.length };
    });
  }

  pause(): Promise<void> {
    return this.inTurn(async () => {
      // In one exchange: a pause of nothing changes nothing, and the status tells it.
      const status = new Map(await this.mpd.run(['pause', '1'], ['status']));
      if (status.get('state') === 'stop') throw new ToolFailure('nothing_playing');
    });
  }

  stop(): Promise<void> {
    return this.inTurn(async () => void (await this.mpd.run(['stop'])));
  }

  next(): Promise<boolean> {
    return this.inTurn(async () => {
      const status = new Map(await this.mpd.run(['next'], ['status']));
      return status.get('state') !== 'stop';
    });
  }

  previous(): Promise<void> {
    return this.inTurn(async () => void (await this.mpd.run(['previous'])));
  }

  seek(seconds: number): Promise<void> {
    return this.inTurn(async () => {
      const status = new Map(await this.mpd.run(['status']));
      const duration = Number(status.get('duration') ?? 0);
      // What is stopped, or has no end, has no place to go to.
      if (status.get('state') === 'stop' || duration === 0) throw new ToolFailure('nothing_playing');
      if (Number(status.get('elapsed') ?? 0) === 0)
        await this.playFirstSound(status.get('state') === 'pause');
      await this.mpd.run(['seekcur', String(Math.min(seconds, duration))]);
    });
  }

  setVolume(change: ToolArguments['SET_VOLUME']): Promise<number> {
    return this.inTurn(async () => {
      const mixer = await this.mixerVolume();
      // Somebody else may have turned it up since the mute: then the mixer knows better.
      const now = mixer > 0 ? mixer : ((await this.memory.volumeBeforeMute()) ?? 0);
      const level = 'level' in change ? change.level : Math.min(100, Math.max(0, now + change.delta));
      await this.mpd.run(['setvol', String(level)]);
      await this.memory.rememberVolume(null);
      return level;
    });
  }

  mute(): Promise<void> {
    return this.inTurn(async () => {
      const volume = await this.mixerVolume();
      if (volume === 0) return;
      await this.memory.rememberVolume(volume);
      await this.mpd.run(['setvol', '0']);
    });
  }

  unmute(): Promise<number> {
    return this.inTurn(async () => {
      const now = await this.mixerVolume();
      const volume = now > 0 ? now : ((await this.memory.volumeBeforeMute()) ?? 0);
      if (now === 0) await this.mpd.run(['setvol', String(volume)]);
      await this.memory.rememberVolume(null);
      return volume;
    });
  }

  shuffle(enabled: boolean): Promise<void> {
    return this.inTurn(async () => void (await this.mpd.run(['random', enabled ? '1' : '0'])));
  }

  repeat(mode: MusicState['repeat']): Promise<void> {
    return this.inTurn(async () => {
      await this.mpd.run(['repeat', mode === 'off' ? '0' : '1'], ['single', mode === 'one' ? '1' : '0']);
    });
  }

  like(liked: boolean): Promise<string> {
    return this.inTurn(async () => {
      const song = new Map(await this.mpd.run(['currentsong']));
      const uri = song.get('file');
      if (uri === undefined) throw new ToolFailure('nothing_playing');
      try {
        await this.mpd.run(
          liked ? ['sticker', 'set', 'song', uri, 'like', LIKED] : ['sticker', 'delete', 'song', uri, 'like'],
        );
      } catch (error) {
        // A second unlike finds no sticker to delete: what was wanted holds already.
        if (!(error instanceof MpdRefusal && error.ackCode === NO_SUCH_OBJECT && !liked)) throw error;
      }
      return toTrack(song).title;
    });
  }

  /** MPD (0.24) dies of a seek in a track of which it has played nothing yet. */
  private async playFirstSound(paused: boolean): Promise<void> {
    if (paused) await this.mpd.run(['pause', '0']);
    const deadline = performance.now() + FIRST_SOUND_MS;
    while (Number(new Map(await this.mpd.run(['status'])).get('elapsed') ?? 0) === 0) {
      if (performance.now() > deadline) throw new ToolFailure('unavailable');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (paused) await this.mpd.run(['pause', '1']);
  }

  private async playSomething(): Promise<Played> {
    const status = new Map(await this.mpd.run(['status']));
    if (status.get('state') === 'stop' && Number(status.get('playlistlength') ?? 0) === 0) {
      const { all } = await this.library.load();
      if (all.length === 0) throw new ToolFailure('nothing_found', { what: '' });
      await this.queue(all, true);
      return { kind: 'music', what: '', count: Math.min(all.length, MOST_QUEUED) };
    }
    if (status.get('state') === 'stop') await this.mpd.run(['play']);
    else await this.mpd.run(['pause', '0']);
    const song = toTrack(new Map(await this.mpd.run(['currentsong'])));
    return { kind: 'resumed', what: song.title, count: 1 };
  }

  private async playLiked(): Promise<Played> {
    const stickers = await this.mpd.run(['sticker', 'find', 'song', '', 'like', '=', LIKED]);
    const uris = stickers.filter(([key]) => key === 'file').map(([, uri]) => uri);
    if (uris.length === 0) throw new ToolFailure('nothing_found', { what: '' });
    await this.queue(uris.map((uri) => ({ uri })));
    return { kind: 'liked', what: '', count: uris.length };
  }

  private async playPlaylist(name: string): Promise<Played> {
    const wish = foldName(name);
    const best = (await this.mpd.run(['listplaylists']))
      .filter(([key]) => key === 'playlist')
      .map(([, playlist]) => ({ playlist, fit: fit(wish, foldName(playlist)) }))
      .sort((a, b) => b.fit - a.fit)[0];
    if (!best || best.fit === 0) throw new ToolFailure('nothing_found', { what: name });
    const answer = new Map(await this.mpd.run(['clear'], ['load', best.playlist], ['play'], ['status']));
    return { kind: 'many', what: best.playlist, count: Number(answer.get('playlistlength') ?? 0) };
  }

  private async queue(tracks: readonly { uri: string }[], shuffled = false): Promise<void> {
    const adds = tracks.slice(0, MOST_QUEUED).map((track) => ['add', track.uri] as const);
    await this.mpd.run(['clear'], ...adds, ...(shuffled ? ([['shuffle']] as const) : []), ['play', '0']);
  }

  private async mixerVolume(): Promise<number> {
    const volume = Number(new Map(await this.mpd.run(['status'])).get('volume') ?? -1);
    if (volume < 0) throw new ToolFailure('volume_unsupported');
    return volume;
  }

  private async isLiked(uri: string): Promise<boolean> {
    try {
      return (await this.mpd.run(['sticker', 'get', 'song', uri, 'like'])).some(
        ([, value]) => value === `like=${LIKED}`,
      );
    } catch (error) {
      if (error instanceof MpdRefusal && error.ackCode === NO_SUCH_OBJECT) return false;
      throw error;
    }
  }

  private inTurn<T>(wish: () => Promise<T>): Promise<T> {
    const turn = this.last.then(wish, wish).catch((error: unknown) => {
      throw toFailure(error);
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

function toFailure(error: unknown): unknown {
  if (error instanceof MpdRefusal) {
    return new ToolFailure(
      error.ackCode === NOT_PLAYING ? 'nothing_playing' : 'unavailable',
      {},
      { cause: error },
    );
  }
  return error instanceof AliceError ? new ToolFailure('unavailable', {}, { cause: error }) : error;
}

function nameOf(wish: ToolArguments['PLAY']): string {
  return wish.query ?? wish.track ?? wish.album ?? wish.artist ?? wish.genre ?? '';
}
