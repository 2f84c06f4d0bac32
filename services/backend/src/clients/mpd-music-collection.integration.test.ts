import { NotFoundError } from '@alice/errors';
import { createLogger } from '@alice/service-runtime';
import { startMusic, waitUntil, type TestMusic } from '@alice/test-stack';
import { MpdLibrary, MpdMusicCollection, MpdMusicPlayer, pictureType, TrackCovers } from '../features/music';
import { MpdPictures } from './mpd-pictures';
import { Mpd2Connection } from './mpd2-connection';

let music: TestMusic;
let connection: Mpd2Connection;
let pictures: MpdPictures;
let player: MpdMusicPlayer;
let collection: MpdMusicCollection;

beforeAll(async () => {
  music = await startMusic();
  connection = new Mpd2Connection(music, createLogger({ service: 'test', level: 'error' }));
  pictures = new MpdPictures(music);
  const library = new MpdLibrary(connection);
  const covers = new TrackCovers(pictures, connection);
  const memory = {
    volumeBeforeMute: () => Promise.resolve(null),
    rememberVolume: () => Promise.resolve(),
  };
  player = new MpdMusicPlayer(connection, memory, library, covers);
  collection = new MpdMusicCollection(connection, library, covers);
  connection.open();
}, 300_000);
afterAll(async () => {
  await connection?.close();
  await music?.stop();
});

/** A tenth of a second of silence. */
function wavFile(): Buffer {
  const bytes = 8_820;
  const file = Buffer.alloc(44 + bytes);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + bytes, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(44_100, 24);
  file.writeUInt32LE(88_200, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(bytes, 40);
  return file;
}

it('has an empty queue and no favourites at first, and the music that comes along', async () => {
  expect(await collection.queue()).toEqual({ tracks: [], first: 0, position: null, total: 0 });
  expect(await collection.likes()).toEqual({ tracks: [], total: 0 });
  const library = await collection.library();
  expect(library).toMatchObject({ updating: false, ownFolder: { tracks: 0 } });
  expect(Math.min(library.tracks, library.artists, library.albums)).toBeGreaterThan(3);
});

it('tells where the cover of the playing track is, and hands it over whole', async () => {
  await player.play({});
  const { track } = await player.state();
  expect(track?.cover).toMatch(/^\/api\/music\/cover\?uri=alice%2F/);
  const picture = await pictures.read(track?.uri ?? '');
  expect(picture?.type).toBe('image/png');
  // A PNG's last chunk.
  expect(picture?.bytes.subarray(-8, -4).toString()).toBe('IEND');
});

it('lists the queue, jumps in it and takes tracks out of it, and each time is another version', async () => {
  const { tracks, position, total } = await collection.queue();
  expect([position, total]).toEqual([0, tracks.length]);
  expect((await player.state()).track?.id).toBe(tracks[0]?.id);
  expect(tracks.every(({ cover, durationSeconds }) => cover && durationSeconds)).toBe(true);

  const third = tracks[2]?.id ?? -1;
  await collection.playFromQueue({ id: third });
  expect(await player.state()).toMatchObject({ state: 'playing', track: { id: third } });
  expect((await collection.queue()).position).toBe(2);

  const before = (await player.state()).queueVersion;
  await collection.removeFromQueue(tracks[0]?.id ?? -1);
  expect(await collection.queue()).toMatchObject({ total: total - 1, position: 1 });
  expect((await player.state()).queueVersion).not.toBe(before);
  await expect(collection.removeFromQueue(tracks[0]?.id ?? -1)).rejects.toBeInstanceOf(NotFoundError);
  await expect(collection.playFromQueue({ id: 999_999 })).rejects.toBeInstanceOf(NotFoundError);
});

it('puts a track that was taken out after the one that plays', async () => {
  const { tracks } = await collection.queue();
  const uri = tracks.at(-1)?.uri ?? '';
  await collection.removeFromQueue(tracks.at(-1)?.id ?? -1);
  await collection.playFromQueue({ uri });
  expect((await player.state()).track?.uri).toBe(uri);
  const after = await collection.queue();
  expect(after.position).toBe(2);
  await collection.playFromQueue({ uri });
  expect((await collection.queue()).total).toBe(after.total);
  await expect(collection.playFromQueue({ uri: 'alice/finns inte.opus' })).rejects.toBeInstanceOf(
    NotFoundError,
  );
});

it('likes any track, tells of it, and plays the favourites', async () => {
  const { tracks } = await collection.queue();
  const liked = tracks.slice(0, 2).map(({ uri }) => uri);
  const before = (await player.state()).likesVersion;
  for (const uri of liked) await collection.setLiked(uri, true);
  await waitUntil('the player to tell', async () => (await player.state()).likesVersion !== before);
  expect((await collection.queue()).tracks.map((track) => track.liked).filter(Boolean)).toHaveLength(2);
  const likes = await collection.likes();
  expect(likes.tracks.map(({ uri }) => uri).sort()).toEqual([...liked].sort());
  expect(likes.tracks.every(({ cover }) => cover)).toBe(true);
  expect(await player.play({ liked: true })).toMatchObject({ kind: 'liked', count: 2 });
  for (const uri of liked) await collection.setLiked(uri, false);
  await collection.setLiked(liked[0] ?? '', false);
  expect((await collection.likes()).total).toBe(0);
  await expect(collection.setLiked('alice/finns inte.opus', true)).rejects.toBeInstanceOf(NotFoundError);
});

it('takes on a folder of one’s own without a restart, and finds no cover where there is none', async () => {
  const mine = '/music/mine/Egen skiva';
  await music.container.copyContentToContainer([
    { content: wavFile(), target: `${mine}/Låt "ett".wav`, mode: 0o644 },
    { content: 'no picture at all', target: `${mine}/cover.png`, mode: 0o644 },
  ]);
  await collection.updateLibrary();
  await waitUntil('the new track', async () => {
    const { updating, ownFolder } = await collection.library();
    return !updating && ownFolder.tracks === 1;
  });
  const uri = 'mine/Egen skiva/Låt "ett".wav';
  expect(await pictures.read(uri)).toBeNull();
  await collection.playFromQueue({ uri });
  const { tracks } = await collection.queue();
  expect(tracks.find((track) => track.uri === uri)).toMatchObject({ title: 'Låt "ett"', cover: null });
});

it('goes on after a name that is longer than MPD reads', async () => {
  const long = '"'.repeat(4_096);
  await expect(collection.setLiked(long, true)).rejects.toBeInstanceOf(NotFoundError);
  expect(await pictures.has(long)).toBe(false);
  await expect(collection.removeFromQueue(2_147_483_647)).rejects.toBeInstanceOf(NotFoundError);
  expect(connection.protocolVersion).toBeDefined();
  expect(await collection.queue()).toHaveProperty('tracks');
});

it('hands over nothing from outside the music folder', async () => {
  for (const uri of ['../../etc/passwd', '/etc/passwd', 'file:///etc/passwd', 'finns inte.mp3', 'alice']) {
    expect(await pictures.read(uri)).toBeNull();
  }
  expect(pictureType(Buffer.from('root:x:0'))).toBeUndefined();
});
