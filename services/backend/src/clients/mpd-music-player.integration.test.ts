import type { ToolFailure } from '@alice/errors';
import { createLogger } from '@alice/service-runtime';
import { docker, startMusic, waitUntil, type TestMusic } from '@alice/test-stack';
import { MpdLibrary, MpdMusicPlayer, TrackCovers } from '../features/music';
import type { MusicMemoryStore } from '../features/music';
import { MpdPictures } from './mpd-pictures';
import { Mpd2Connection } from './mpd2-connection';

let music: TestMusic;
let connection: Mpd2Connection;
let player: MpdMusicPlayer;
let remembered: number | null = null;
const memory: MusicMemoryStore = {
  volumeBeforeMute: () => Promise.resolve(remembered),
  rememberVolume: (volume) => Promise.resolve(void (remembered = volume)),
};
const changes: string[] = [];

beforeAll(async () => {
  music = await startMusic();
  connection = new Mpd2Connection(music, createLogger({ service: 'test', level: 'error' }));
  connection.onEvent((subsystem) => changes.push(subsystem));
  const covers = new TrackCovers(new MpdPictures(music), connection);
  player = new MpdMusicPlayer(connection, memory, new MpdLibrary(connection), covers);
  connection.open();
}, 300_000);
afterAll(async () => {
  await connection?.close();
  await music?.stop();
});

const failure = (code: string) => expect.objectContaining({ code }) as unknown as ToolFailure;

it('says that nothing plays before anything does', async () => {
  expect(await player.state()).toMatchObject({ state: 'stopped', track: null, liked: false });
  await expect(player.pause()).rejects.toEqual(failure('nothing_playing'));
  await expect(player.next()).rejects.toEqual(failure('nothing_playing'));
  await expect(player.previous()).rejects.toEqual(failure('nothing_playing'));
  await expect(player.like(true)).rejects.toEqual(failure('nothing_playing'));
  await expect(player.seek(3)).rejects.toEqual(failure('nothing_playing'));
});

it('plays something where nothing is named, and time goes on', async () => {
  expect((await player.play({})).kind).toBe('music');
  const state = await waitUntil('time to go on', async () => {
    const now = await player.state();
    return now.elapsedSeconds > 0.2 && now;
  });
  expect(state).toMatchObject({ provider: 'mpd', state: 'playing' });
  expect(state.track?.artist).toBeTruthy();
  expect(state.durationSeconds).toBeGreaterThan(10);
});

it('pauses, goes on, skips, goes back and stops', async () => {
  await player.pause();
  expect((await player.state()).state).toBe('paused');
  expect((await player.play({})).kind).toBe('resumed');
  expect((await player.state()).state).toBe('playing');
  const before = (await player.state()).track?.uri;
  expect(await player.next()).toBe(true);
  expect((await player.state()).track?.uri).not.toBe(before);
  await player.previous();
  expect((await player.state()).track?.uri).toBe(before);
  await player.stop();
  expect((await player.state()).state).toBe('stopped');
});

it('goes to another place in the track, and to its end where it is shorter', async () => {
  await player.play({});
  await player.pause();
  await player.seek(7.5);
  expect((await player.state()).elapsedSeconds).toBeCloseTo(7.5, 0);
  await player.seek(100_000);
  const { elapsedSeconds, durationSeconds } = await player.state();
  expect(elapsedSeconds).toBeLessThanOrEqual(durationSeconds);
  await player.stop();
});

it('sets, changes, mutes and gives back the volume', async () => {
  expect(await player.setVolume({ level: 50 })).toBe(50);
  expect(await player.setVolume({ delta: -20 })).toBe(30);
  expect(await player.setVolume({ delta: 100 })).toBe(100);
  await player.setVolume({ level: 40 });
  await player.mute();
  await player.mute();
  expect(await player.state()).toMatchObject({ volume: 40, muted: true });
  expect(await player.unmute()).toBe(40);
  expect(await player.state()).toMatchObject({ volume: 40, muted: false });
  await player.mute();
  expect(await player.setVolume({ delta: 10 })).toBe(50);
  expect(await player.state()).toMatchObject({ volume: 50, muted: false });
});

it('keeps two wishes at once apart', async () => {
  await player.setVolume({ level: 20 });
  await Promise.all(Array.from({ length: 5 }, () => player.setVolume({ delta: 10 })));
  expect((await player.state()).volume).toBe(70);
});

it('shuffles and repeats', async () => {
  await player.shuffle(true);
  for (const mode of ['one', 'all', 'off'] as const) {
    await player.repeat(mode);
    expect(await player.state()).toMatchObject({ shuffle: true, repeat: mode });
  }
  await player.shuffle(false);
});

it('plays an artist by a name written carelessly, and remembers favourites', async () => {
  await player.play({});
  const artist = (await player.state()).track?.artist ?? '';
  const careless = artist.toUpperCase().normalize('NFD').replace(/\p{M}/gu, '');
  const played = await player.play({ artist: careless });
  expect(played.what === artist || played.artist === artist).toBe(true);
  const title = (await player.state()).track?.title;
  expect(await player.like(true)).toBe(title);
  expect((await player.state()).liked).toBe(true);
  expect(await player.play({ liked: true })).toMatchObject({ kind: 'liked', count: 1 });
  await player.like(false);
  await player.like(false);
  expect((await player.state()).liked).toBe(false);
  await expect(player.play({ liked: true })).rejects.toEqual(failure('nothing_found'));
});

it('finds no music that is not there, and takes no command from a name', async () => {
  await expect(player.play({ query: 'finns verkligen inte' })).rejects.toEqual(failure('nothing_found'));
  await expect(player.play({ query: 'x"\nclear\nstop "' })).rejects.toEqual(failure('nothing_found'));
  await expect(player.play({ playlist: 'finns inte' })).rejects.toEqual(failure('nothing_found'));
  expect((await player.state()).track).not.toBeNull();
});

it('tells of what changes', async () => {
  changes.length = 0;
  await player.setVolume({ level: 33 });
  await waitUntil('the mixer event', () => changes.includes('mixer'));
});

it('says that the player is away while it is, and comes back by itself', async () => {
  await docker(['pause', music.container.getId()]);
  await expect(player.setVolume({ level: 10 })).rejects.toEqual(failure('unavailable'));
  await docker(['unpause', music.container.getId()]);
  await waitUntil('the connection to come back', async () => (await player.state()).volume >= 0, {
    timeoutMs: 15_000,
  });
}, 30_000);
