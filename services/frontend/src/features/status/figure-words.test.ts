import { figureWords, sinceWords, timeWords } from './figure-words';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

it.each([
  [12.4, 'count', '12', '12'],
  [1234, 'count', '1 234', '1,234'],
  [2.25, 'rate', '2,3', '2.3'],
  [0, 'seconds', '0 s', '0 s'],
  [0.0042, 'seconds', '4,2 ms', '4.2 ms'],
  [0.25, 'seconds', '250 ms', '250 ms'],
  [1.25, 'seconds', '1,3 s', '1.3 s'],
  [75, 'seconds', '75 s', '75 s'],
  [0, 'bytes', '0 B', '0 B'],
  [999, 'bytes', '999 B', '999 B'],
  [52_428_800, 'bytes', '52 MB', '52 MB'],
  [2_620_788_260, 'bytes', '2,6 GB', '2.6 GB'],
  [4.2e12, 'bytes', '4,2 TB', '4.2 TB'],
] as const)('writes %d %s short, in both languages', (value, unit, swedish, english) => {
  expect(plain(figureWords(value, unit, 'sv'))).toBe(swedish);
  expect(plain(figureWords(value, unit, 'en'))).toBe(english);
});

it('tells the time by 24 hours in both languages', () => {
  const evening = new Date(2026, 2, 3, 20, 5);
  for (const locale of ['sv', 'en'] as const) {
    expect(timeWords(evening.getTime() / 1_000, locale)).toBe('20:05');
    expect(timeWords(evening.getTime() / 1_000, locale, true)).toMatch(/20:05$/);
    expect(sinceWords(evening, new Date(2026, 2, 3, 23, 0), locale)).toBe('20:05');
    expect(sinceWords(evening, new Date(2026, 2, 4, 1, 0), locale)).toMatch(/^3 mar.*20:05$/i);
  }
});

it('begins the day at 00, not at 24', () => {
  expect(timeWords(new Date(2026, 2, 3, 0, 0).getTime() / 1_000, 'sv')).toBe('00:00');
});
