import { loadCatalogue } from '../catalogue/load-catalogue';
import { dataDirectory } from '../config/data-directory';
import fc from 'fast-check';
import { foldDiacritics } from '../matching/sentence';
import { NumberReader } from './number-words';

const [sv, en] = loadCatalogue(dataDirectory).languages.map(
  ({ numbers }) => new NumberReader(numbers, foldDiacritics),
);

function value(reader: NumberReader | undefined, text: string): number | undefined {
  const words = text.split(' ');
  const found = reader?.read(words, 0);
  return found?.end === words.length ? found.value : undefined;
}

describe('Swedish numbers', () => {
  it.each<[string, number]>([
    ['noll', 0],
    ['ett', 1],
    ['sju', 7],
    ['arton', 18],
    ['tjugo', 20],
    ['tjugofem', 25],
    ['tjugo fem', 25],
    ['tjugoett', 21],
    ['trettitre', 33],
    ['sextiosex', 66],
    ['nittionio', 99],
    ['åttio', 80],
    ['attio', 80],
    ['tva', 2],
    ['hundra', 100],
    ['etthundra', 100],
    ['hundrafem', 105],
    ['hundra och fem', 105],
    ['tvåhundrafemtiotre', 253],
    ['två hundra femtio tre', 253],
    ['tolvhundra', 1200],
    ['tusen', 1000],
    ['ettusen', 1000],
    ['tusen ett', 1001],
    ['tvåtusentjugofyra', 2024],
    ['nittonhundraåttiofyra', 1984],
    ['tio tusen', 10_000],
    ['tvåhundrafemtiotretusen fyrahundrasjutton', 253_417],
    ['niohundranittioniotusenniohundranittionio', 999_999],
    ['en miljon', 1_000_000],
    ['0', 0],
    ['50', 50],
    ['1000000', 1_000_000],
    ['20 tusen', 20_000],
  ])('%s is %d', (text, expected) => {
    expect(value(sv, text)).toBe(expected);
  });

  it.each([
    '',
    'hej',
    'femkamp',
    'sexig',
    'tvåa',
    'fem fem',
    'tjugo elva',
    'två miljoner',
    '1000001',
    '-20',
    '1e2',
    '12,5',
    'och',
    'och fem',
  ])('"%s" is no number', (text) => {
    expect(value(sv, text)).toBeUndefined();
  });

  it('reads back every number that it can spell', () => {
    for (let number = 0; number <= 9999; number += 1) expect(value(sv, spell(number))).toBe(number);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (number) => {
        expect(value(sv, spell(number))).toBe(number);
      }),
    );
  });
});

describe('English numbers', () => {
  it.each<[string, number]>([
    ['zero', 0],
    ['twelve', 12],
    ['twenty-five', 25],
    ['twenty five', 25],
    ['a hundred', 100],
    ['one hundred and five', 105],
    ['two hundred fifty three', 253],
    ['nineteen hundred eighty four', 1984],
    ['two thousand twenty-four', 2024],
    ['two hundred and fifty three thousand four hundred and seventeen', 253_417],
    ['one million', 1_000_000],
  ])('%s is %d', (text, expected) => {
    expect(value(en, text)).toBe(expected);
  });

  it('reads back every number that it can spell', () => {
    for (let number = 0; number <= 9999; number += 1) expect(value(en, spellEnglish(number))).toBe(number);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (number) => {
        expect(value(en, spellEnglish(number))).toBe(number);
      }),
    );
  });

  it.each(['two million', 'twenty eleven', 'five five', 'and'])('"%s" is no number', (text) => {
    expect(value(en, text)).toBeUndefined();
  });
});

it('leaves the words after a number alone', () => {
  expect(sv?.read(['tjugo', 'procent'], 0)).toEqual({ value: 20, end: 1 });
  expect(sv?.read(['till', 'hundra', 'och', 'lite'], 1)).toEqual({ value: 100, end: 2 });
});

function spell(number: number): string {
  if (number === 1_000_000) return 'en miljon';
  const small =
    'noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton';
  const tens = 'tjugo trettio fyrtio femtio sextio sjuttio åttio nittio'.split(' ');
  if (number < 20) return small.split(' ')[number] ?? '';
  if (number < 100)
    return (tens[Math.floor(number / 10) - 2] ?? '') + (number % 10 ? spell(number % 10) : '');
  if (number < 1000)
    return `${spell(Math.floor(number / 100))}hundra${number % 100 ? spell(number % 100) : ''}`;
  return `${spell(Math.floor(number / 1000))}tusen${number % 1000 ? spell(number % 1000) : ''}`;
}

function spellEnglish(number: number): string {
  const small =
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
  const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
  if (number === 1_000_000) return 'one million';
  if (number < 20) return small.split(' ')[number] ?? '';
  if (number < 100)
    return (tens[Math.floor(number / 10) - 2] ?? '') + (number % 10 ? `-${spellEnglish(number % 10)}` : '');
  if (number < 1000) {
    const rest = number % 100 ? ` and ${spellEnglish(number % 100)}` : '';
    return `${spellEnglish(Math.floor(number / 100))} hundred${rest}`;
  }
  const rest = number % 1000 ? ` ${spellEnglish(number % 1000)}` : '';
  return `${spellEnglish(Math.floor(number / 1000))} thousand${rest}`;
}
