import { TrackCovers } from './track-covers';

const setUp = (has: (uri: string) => Promise<boolean>) => {
  const asked: string[] = [];
  let tell: (subsystem: string) => void = () => undefined;
  const pictures = {
    has: (uri: string) => {
      asked.push(uri);
      return has(uri);
    },
    read: () => Promise.resolve(null),
  };
  const covers = new TrackCovers(pictures, { onEvent: (listener) => void (tell = listener) });
  return { covers, asked, tell: (subsystem: string) => tell(subsystem) };
};
const one = { uri: 'Åsa/Norr/1.opus', album: 'Norr' };
const two = { uri: 'Åsa/Norr/2.opus', album: 'Norr' };
const bare = { uri: 'mine/x & y.wav' };

it('asks once for an album in a folder, and never again until the music changes', async () => {
  const { covers, asked, tell } = setUp((uri) => Promise.resolve(uri !== bare.uri));
  const cover = '/api/music/cover?uri=%C3%85sa%2FNorr%2F1.opus';
  const told = [
    { ...one, cover },
    { ...two, cover },
    { ...bare, cover: null },
  ];
  expect(await covers.withCovers([one, two, bare])).toEqual(told);
  expect(await covers.withCovers([one, two, bare])).toEqual(told);
  expect(asked).toEqual([one.uri, bare.uri]);
  tell('player');
  await covers.withCovers([one]);
  expect(asked).toHaveLength(2);
  tell('database');
  await covers.withCovers([one]);
  expect(asked).toHaveLength(3);
});

it('does not hold up who asks, and tells when it knows', async () => {
  let answer: (has: boolean) => void = () => undefined;
  const { covers } = setUp(() => new Promise((resolve) => (answer = resolve)));
  const found = new Promise<void>((resolve) => covers.onFound(resolve));
  expect(await covers.withCovers([one])).toEqual([one]);
  answer(false);
  await found;
  expect(await covers.withCovers([one])).toEqual([{ ...one, cover: null }]);
});

it('knows nothing of what could not be asked, and asks again', async () => {
  let broken = true;
  const { covers } = setUp(() => (broken ? Promise.reject(new Error('away')) : Promise.resolve(true)));
  expect(await covers.withCovers([bare])).toEqual([bare]);
  broken = false;
  expect((await covers.withCovers([bare]))[0]?.cover).toContain('mine%2Fx%20%26%20y.wav');
});
