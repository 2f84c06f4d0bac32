import { seeded } from './seeded';

const first = (text: string, count = 4) => {
  const next = seeded(text);
  return Array.from({ length: count }, next);
};

describe('seeded', () => {
  it('gives the same numbers for the same text, and others for another', () => {
    expect(first('Åsa Norrsken')).toEqual(first('Åsa Norrsken'));
    expect(first('Åsa Norrsken')).not.toEqual(first('Åsa Norrskem'));
  });

  it('spreads them evenly between 0 and 1', () => {
    const numbers = Array.from({ length: 400 }, (_, index) => first(`album ${index}`, 1)[0] ?? -1);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    for (const quarter of [0, 0.25, 0.5, 0.75]) {
      const within = numbers.filter((number) => number >= quarter && number < quarter + 0.25);
      expect(within.length).toBeGreaterThan(60);
    }
  });
});
