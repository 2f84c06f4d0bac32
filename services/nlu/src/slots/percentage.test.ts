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
  const found = reader?.read(words, 0);
  const end = found?.wholeEnd ?? found?.end;
  return found && end === words.length && (found.hasUnit || !unitRequired) ? found.value : undefined;
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
  ['två femtedelar', 40],
  ['trekvarts', 75],
  ['fyra av tio', 40],
  ['60 av 100', 60],
  ['ungefär trettio procent', 30],
  ['cirka hälften', 50],
  ['en femtedel av max', 20],
  ['tre fjardedelar av full volym', 75],
])('reads "%s" as %d percent', (text, expected) => {
  expect(read(sv, text)).toBe(expected);
});

it.each<[string, number]>([
  ['half', 50],
  ['a third', 33],
  ['two thirds', 67],
  ['three quarters', 75],
  ['twenty-five percent', 25],
  ['about forty', 40],
  ['a quarter of the maximum', 25],
])('reads English "%s" as %d percent', (text, expected) => {
  expect(read(en, text)).toBe(expected);
});

it.each([
  '150',
  'hundraett procent',
  'fyra tredjedelar',
  'procent',
  'tusen',
  'elva av tio',
  'en av låtarna',
  'ungefär',
])('refuses "%s"', (text) => {
  expect(read(sv, text)).toBeUndefined();
});

it('takes a bare number only where no unit is required', () => {
  expect(read(sv, 'tjugo', true)).toBeUndefined();
  expect(read(sv, 'tjugo procent', true)).toBe(20);
  expect(read(sv, 'hälften', true)).toBe(50);
});
