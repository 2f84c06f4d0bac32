import { fit, foldName, MusicLibrary, type LibraryTrack } from './music-library';

const track = (artist: string, title: string, album: string, genre: string): LibraryTrack => ({
  uri: `${artist}/${title}.opus`,
  title,
  artist,
  album,
  genre,
});
const library = new MusicLibrary([
  track('Åsa Norrsken', 'Vinterljus', 'Norrland', 'Visa'),
  track('Åsa Norrsken', 'Älvens sång', 'Norrland', 'Visa'),
  track('Elin & Måns', 'Paus', 'Två röster', 'Jazz'),
  track('The Paper Boats', 'Winter', 'Ponds', 'Ambient'),
  track('Jazz', 'Vinterljus', 'Annat', 'Rock'),
]);
const titles = (wish: Parameters<MusicLibrary['find']>[0]) =>
  library.find(wish)?.tracks.map(({ artist, title }) => `${artist}: ${title}`);

it('finds an artist however the name is written', () => {
  for (const name of [
    'Åsa Norrsken',
    'asa norrsken',
    'ÅSA  NORRSKEN!',
    'Åsa Norrsken'.normalize('NFD'),
    'åsa norsken',
  ]) {
    expect(titles({ artist: name })).toEqual(['Åsa Norrsken: Vinterljus', 'Åsa Norrsken: Älvens sång']);
  }
  expect(library.find({ artist: 'elin och måns' })?.what).toBe('Elin & Måns');
  expect(titles({ artist: 'paper boats' })).toEqual(['The Paper Boats: Winter']);
});

it('takes every name of a wish together', () => {
  expect(titles({ track: 'Vinterljus', artist: 'Åsa Norrsken' })).toEqual(['Åsa Norrsken: Vinterljus']);
  expect(titles({ track: 'Vinterljus', artist: 'Elin' })).toBeUndefined();
  expect(titles({ album: 'två röster' })).toEqual(['Elin & Måns: Paus']);
});

it('reads a name of unknown kind as what it fits best, an artist first', () => {
  expect(titles({ query: 'jazz' })).toEqual(['Jazz: Vinterljus']);
  expect(titles({ query: 'visa' })).toHaveLength(2);
  expect(titles({ query: 'paus' })).toEqual(['Elin & Måns: Paus']);
  expect(titles({ query: 'norrsken sång' })).toEqual(['Åsa Norrsken: Älvens sång']);
});

it('finds nothing rather than anything', () => {
  expect(titles({ query: 'metallica' })).toBeUndefined();
  expect(titles({ query: 'x' })).toBeUndefined();
  expect(titles({})).toBeUndefined();
});

it('tells how well a name fits', () => {
  expect(fit(foldName('Blå'), foldName('bla'))).toBe(1);
  expect(fit('norr land', 'norrland')).toBeGreaterThan(fit('norr', 'norr skenet'));
  expect(fit('bror', 'bron')).toBe(0);
});
