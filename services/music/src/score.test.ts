import { chords, melody } from './score.ts';

describe('melody', () => {
  it('reads pitches, lengths that hold until the next one, and rests', () => {
    const notes = melody('A4:1 C#5:.5 Bb4 _:2 | C4:4', 4);
    expect(notes.map(({ start, beats, pitch }) => [start, beats, pitch])).toEqual([
      [0, 1, 69],
      [1, 0.5, 73],
      [1.5, 0.5, 70],
      [4, 4, 60],
    ]);
  });

  it('refuses a bar that does not add up, and names it', () => {
    expect(() => melody('A4:4 | A4:3', 4)).toThrow('bar 2 has the wrong length');
  });

  it('refuses what it cannot read', () => {
    expect(() => melody('H4:4', 4)).toThrow('bar 1: cannot read "H4:4"');
  });
});

describe('chords', () => {
  it('shares a bar between the chords that stand in it', () => {
    expect(chords('C Gm7,C7', 4)).toEqual([
      { start: 0, beats: 4, root: 0, tones: [0, 4, 7] },
      { start: 4, beats: 2, root: 7, tones: [0, 3, 7, 10] },
      { start: 6, beats: 2, root: 0, tones: [0, 4, 7, 10] },
    ]);
  });

  it('refuses a chord that it does not know', () => {
    expect(() => chords('Cfoo', 4)).toThrow('cannot read the chord "Cfoo"');
  });
});
