import { nameText, originalText, readSentence } from './sentence';

const norms = (text: string) => readSentence(text).words.map(({ norm }) => norm);

it('drops punctuation and pictures around words', () => {
  expect(norms('Hej, Alice! Spela "Paus" (tack) 🎵…')).toEqual(['hej', 'alice', 'spela', 'paus', 'tack']);
});

it('keeps what changes the meaning of a number', () => {
  expect(norms('50% -20 20° 12,5 10-20')).toEqual(['50', '%', '-20', '20°', '12,5', '10-20']);
});

it('reads decomposed letters, capitals and invisible characters as they look', () => {
  expect(norms('HÖJ ho\u0308j h\u200böj\u00ad')).toEqual(['höj', 'höj', 'höj']);
});

it('keeps thirty of the marks over one letter, also of those that invisible characters part', () => {
  expect(readSentence(`x${'\u0301'.repeat(10_000)} y`).text).toBe(`x${'\u0301'.repeat(30)} y`);
  expect(readSentence(`x${'\u0301\u200d'.repeat(10_000)} y`).text).toBe(`x${'\u0301'.repeat(30)} y`);
});

it('keeps apostrophes and hyphens inside words', () => {
  expect(norms("don't hip-hop")).toEqual(["don't", 'hip-hop']);
});

it('knows which words are quoted', () => {
  expect(readSentence('spela "Nästa låt" av ”Kent” nu').words.map(({ quoted }) => quoted)).toEqual([
    false,
    true,
    true,
    false,
    true,
    false,
  ]);
});

it('tells a question from the mark at its end', () => {
  expect(readSentence('pausa?').asks).toBe(true);
  expect(readSentence('pausa? Tack!').asks).toBe(false);
  expect(readSentence('kan du pausa ?!').asks).toBe(true);
  expect(readSentence('').asks).toBe(false);
});

it('takes a full stop after a longer word for the end of a sentence, not after an abbreviation', () => {
  expect(readSentence('Kent. Mr. Wham! X').words.map(({ closes }) => closes)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

it('gives back the words as they were written', () => {
  const sentence = readSentence('spela "Vapen & ammunition", tack');
  expect(originalText(sentence, 1, 4)).toBe('Vapen & ammunition');
});

it('keeps the marks that belong to a name', () => {
  const nameIn = (text: string, end: number, goesOn: boolean) => nameText(readSentence(text), 1, end, goesOn);
  expect(nameIn('spela Look Sharp! av Roxette', 3, true)).toBe('Look Sharp!');
  expect(nameIn('spela Look Sharp!', 3, false)).toBe('Look Sharp');
  expect(nameIn("spela 'Paus' av Laleh", 2, true)).toBe('Paus');
  expect(nameIn('spela U.S.A.', 2, false)).toBe('U.S.A.');
  expect(nameIn('spela (I Can) Rock', 4, false)).toBe('(I Can) Rock');
});

it.each(['', ' ', '???', '\0', '\ud800', '\u0301\u0301', '‮'])('survives %j', (text) => {
  expect(() => readSentence(text)).not.toThrow();
});
