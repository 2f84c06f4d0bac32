import { NotFoundError, UnavailableError } from '@alice/errors';
import { MpdRefusal, type MpdCommand, type MpdPair } from './mpd-connection.port';
import { MpdLibrary } from './mpd-library';
import { MpdMusicCollection } from './mpd-music-collection';
import { TrackCovers } from './track-covers';

type Answers = Record<string, MpdPair[] | Error>;

/** A player that answers each command as it is told to, and remembers what it was asked. */
function setUp(answers: Answers) {
  const asked: string[] = [];
  const mpd = {
    run: (...commands: MpdCommand[]) => {
      const all: MpdPair[] = [];
      for (const command of commands) {
        asked.push(command.join(' '));
        const answer = answers[command.join(' ')] ?? answers[command[0]] ?? [];
        if (answer instanceof Error) return Promise.reject(answer);
        all.push(...answer);
      }
      return Promise.resolve(all);
    },
    onEvent: () => undefined,
  };
  const pictures = { has: () => Promise.resolve(false), read: () => Promise.resolve(null) };
  const collection = new MpdMusicCollection(mpd, new MpdLibrary(mpd), new TrackCovers(pictures, mpd));
  return { collection, asked };
}
const song = (uri: string, ...more: MpdPair[]): MpdPair[] => [['file', uri], ...more];
const noSuchObject = new MpdRefusal(50, 'No such object');

it('lists the queue with what plays, what is liked, and a name for what has none', async () => {
  const { collection } = setUp({
    status: [
      ['playlistlength', '2'],
      ['song', '1'],
    ],
    playlistinfo: [
      ...song('a/1.opus', ['Title', 'Ett'], ['Artist', 'Åsa'], ['duration', '61.5'], ['Id', '7']),
      ...song('mine/Egen låt.wav', ['Id', '9']),
    ],
    sticker: [
      ['file', 'mine/Egen låt.wav'],
      ['sticker', 'like=2'],
    ],
  });
  expect(await collection.queue()).toEqual({
    tracks: [
      {
        id: 7,
        uri: 'a/1.opus',
        title: 'Ett',
        artist: 'Åsa',
        durationSeconds: 61.5,
        liked: false,
        cover: null,
      },
      { id: 9, uri: 'mine/Egen låt.wav', title: 'Egen låt', liked: true, cover: null },
    ],
    first: 0,
    position: 1,
    total: 2,
  });
});

it.each([
  ['0', 0],
  ['700', 600],
  ['1999', 1500],
])('lists of a long queue what is around the track at %s', async (position, first) => {
  const { collection, asked } = setUp({
    status: [
      ['playlistlength', '2000'],
      ['song', position],
    ],
  });
  expect(await collection.queue()).toMatchObject({ first, total: 2000, position: Number(position) });
  expect(asked).toContain(`playlistinfo ${first}:${first + 500}`);
});

it('tells of an empty queue', async () => {
  expect(await setUp({ status: [['playlistlength', '0']] }).collection.queue()).toEqual({
    tracks: [],
    first: 0,
    position: null,
    total: 0,
  });
});

it('plays a track where it is in the queue, or puts it after the one that plays', async () => {
  const there = setUp({ playlistfind: song('a.opus', ['Id', '4']) });
  await there.collection.playFromQueue({ uri: 'a.opus' });
  expect(there.asked).toEqual(['playlistfind file a.opus', 'playid 4']);
  const playing = setUp({ status: [['song', '0']], addid: [['Id', '12']] });
  await playing.collection.playFromQueue({ uri: 'a.opus' });
  expect(playing.asked.slice(-2)).toEqual(['addid a.opus +0', 'playid 12']);
  const idle = setUp({ addid: [['Id', '1']] });
  await idle.collection.playFromQueue({ uri: 'a.opus' });
  expect(idle.asked.slice(-2)).toEqual(['addid a.opus', 'playid 1']);
});

it('lists favourites by artist and title, in the order of the Swedish alphabet', async () => {
  const { collection } = setUp({
    listallinfo: [
      ...song('1', ['Title', 'B'], ['Artist', 'Östen']),
      ...song('2', ['Title', 'Z'], ['Artist', 'Zoë']),
      ...song('3', ['Title', 'Ä'], ['Artist', 'Åsa'], ['duration', '3']),
      ...song('4', ['Title', 'A'], ['Artist', 'Åsa']),
      ...song('5', ['Title', 'no']),
    ],
    sticker: ['1', '2', '3', '4', 'gone'].map((uri) => ['file', uri] as const),
  });
  const { tracks, total } = await collection.likes();
  expect(tracks.map(({ uri }) => uri)).toEqual(['2', '4', '3', '1']);
  expect(tracks[2]).toEqual({ uri: '3', title: 'Ä', artist: 'Åsa', durationSeconds: 3, cover: null });
  expect(total).toBe(4);
});

it('takes what is no favourite for done, and says what is not there', async () => {
  const { collection } = setUp({ sticker: noSuchObject, playid: noSuchObject, deleteid: noSuchObject });
  await collection.setLiked('gone', false);
  await expect(collection.setLiked('gone', true)).rejects.toBeInstanceOf(NotFoundError);
  await expect(collection.playFromQueue({ id: 4 })).rejects.toBeInstanceOf(NotFoundError);
  await expect(collection.removeFromQueue(4)).rejects.toBeInstanceOf(NotFoundError);
});

it('says that the player is away, or refuses', async () => {
  const away = setUp({ status: new UnavailableError('away'), update: new MpdRefusal(4, 'permission') });
  await expect(away.collection.queue()).rejects.toBeInstanceOf(UnavailableError);
  await expect(away.collection.updateLibrary()).rejects.toBeInstanceOf(UnavailableError);
});

it('counts the music, and what lies in the house’s own folder', async () => {
  const { collection } = setUp({
    stats: [
      ['songs', '3'],
      ['artists', '2'],
      ['albums', '1'],
    ],
    status: [['updating_db', '5']],
    listallinfo: [...song('alice/a.opus'), ...song('mine/b.mp3'), ...song('mine/c/d.mp3')],
  });
  expect(await collection.library()).toEqual({
    tracks: 3,
    artists: 2,
    albums: 1,
    updating: true,
    ownFolder: { tracks: 2 },
  });
});
