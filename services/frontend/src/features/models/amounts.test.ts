import { memoryWords, rateWords, sizeWords } from './amounts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

it.each([
  [2_497_293_803, 'sv', '2,5 GB'],
  [2_497_293_803, 'en', '2.5 GB'],
  [815_319_791, 'sv', '815 MB'],
  [999_600_000, 'en', '1 GB'],
  [65_369_818_941, 'sv', '65,4 GB'],
  [142_600_000_000, 'sv', '143 GB'],
  [0, 'sv', '0 MB'],
])('names %i bytes in %s as %s', (bytes, locale, words) => {
  expect(plain(sizeWords(bytes, locale))).toBe(words);
});

it('names memory as it is sold, though the system sees less of it', () => {
  expect(plain(memoryWords(16_384_000 * 1024, 'sv'))).toBe('16 GB');
});

it('names a speed', () => {
  expect(plain(rateWords(12_340_000, 'sv'))).toBe('12 MB/s');
  expect(plain(rateWords(840_000, 'sv'))).toBe('0,8 MB/s');
});
