import { editDistance } from './edit-distance';

it.each<[string, string, number]>([
  ['spela', 'spela', 0],
  ['spella', 'spela', 1],
  ['spla', 'spela', 1],
  ['speal', 'spela', 1],
  ['spelq', 'spela', 1],
  ['shaffel', 'shuffle', 2],
  ['', 'ab', 2],
])('"%s" is as many mistakes from "%s" as it should be', (a, b, distance) => {
  expect(editDistance(a, b, 2)).toBe(distance);
  expect(editDistance(b, a, 2)).toBe(distance);
});

it('stops counting beyond its limit', () => {
  expect(editDistance('musiken', 'klockan', 2)).toBe(3);
  expect(editDistance('a', 'abcdef', 1)).toBe(2);
});
