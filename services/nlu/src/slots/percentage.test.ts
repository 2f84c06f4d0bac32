import { loadCatalogue } from '../catalogue/load-catalogue';
import { dataDirectory } from '../config/data-directory';
import { foldDiacritics } from '../matching/sentence';
import { NumberReader } from './number-words';
import { PercentageReader } from './percentage';

const [sv, en] = loadCatalogue(dataDirectory).languages.map(
  ({ numbers }) => new PercentageReader(new NumberReader(numbers, foldDiacritics), numbers, foldDiacritics),
);
const read = (reader: PercentageReader | undefined, text: string, unitRequired = false) => {
  const words = text.split(' ');
  const found = reader?.read(words, 0, { unitRequired });
  return found?.end === words.length ? found.value : undefined;
};

it.each<[string, number]>([
  ['50', 50],
  ['femtio', 50],
  ['femtio procent', 50],
  ['50 %', 50],
  ['noll procent', 0],
  ['hundra procent', 100],
  ['hälften', 50],
  ['halften', 50],
  ['en tredjedel', 33],
  ['två tredjedelar', 67],
  ['tre fjärdedelar', 75],
  ['en tiondel', 10],
])('reads "%s" as %d percent', (text, expected) => {
  expect(read(sv, text)).toBe(expected);
});

it.each<[string, number]>([
  ['half', 50],
  ['a third', 33],
  ['two thirds', 67],
  ['three quarters', 75],
  ['twenty-five percent', 25],
])('reads English "%s" as %d percent', (text, expected) => {
  expect(read(en, text)).toBe(expected);
});

it.each(['150', 'hundraett procent', 'fyra tredjedelar', 'procent', 'tusen'])('refuses "%s"', (text) => {
  expect(read(sv, text)).toBeUndefined();
});

it('takes a bare number only where no unit is required', () => {
  expect(read(sv, 'tjugo', true)).toBeUndefined();
  expect(read(sv, 'tjugo procent', true)).toBe(20);
  expect(read(sv, 'hälften', true)).toBe(50);
});
