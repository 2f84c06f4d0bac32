import { nameTags } from '../commands/name-tags';
import { commandLessons, markNames } from './command-lessons';
import { Random } from './random';

it('finds names word for word, and gives up on one that is not there', () => {
  expect(
    markNames({ text: 'Spela "Spela" av Kent!', tool: 'PLAY', args: { track: 'Spela', artist: 'Kent' } })
      ?.names,
  ).toEqual([
    { type: 'track', start: 1, end: 2 },
    { type: 'artist', start: 3, end: 4 },
  ]);
  expect(markNames({ text: 'spela jazz', tool: 'PLAY', args: { genre: 'rock' } })).toBeUndefined();
});

it('makes lessons with other names and without diacritics, each word tagged', () => {
  const rows = [
    { text: 'hör på 747', tool: 'PLAY', args: { track: '747' } },
    { text: 'spela Utan dina andetag', tool: 'PLAY', args: { track: 'Utan dina andetag' } },
  ] as const;
  const lessons = commandLessons(rows, { copies: 2, random: new Random(1) });
  expect(lessons).toHaveLength(2 * 3 + 1);
  for (const { words, tags } of lessons) expect(tags).toHaveLength(words.length * nameTags.length);
  expect(lessons.some(({ words }) => words.join(' ') === 'hor pa 0')).toBe(true);
  const [first] = lessons;
  expect(first?.words).toEqual(['hör', 'på', '0']);
  expect(first?.tags[2 * nameTags.length + nameTags.indexOf('B-track')]).toBe(1);
});
