import { cutAtBlanks, modelWord } from './model-words';

it.each([
  ['Höj!', 'höj'],
  ['ho\u0308j', 'höj'],
  ['"Paus"', 'paus'],
  ['p.m.', 'p.m'],
  ['lytt\u200ber', 'lytter'],
  ['høre', 'höre'],
  ['nær', 'när'],
  ['...', '...'],
  ['', ''],
])('reads "%s" as "%s"', (word, expected) => {
  expect(modelWord(word)).toBe(expected);
});

it('sees the beginning of a very long word', () => {
  expect(modelWord('"a'.repeat(5_000))).toHaveLength(99);
  expect(modelWord(`a${'\u0323\u0301'.repeat(5_000)}`).length).toBeLessThanOrEqual(100);
});

it('cuts at any blank', () => {
  expect(cutAtBlanks('  väck\tmig \n nu ')).toEqual(['väck', 'mig', 'nu']);
  expect(cutAtBlanks(' ')).toEqual([]);
});
