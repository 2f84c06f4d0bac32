import { beat, broken, held, rootAndFifth, secondVoice, struckAt } from './accompaniment.ts';
import { accordion, fiddle, guitar, pizzicato, stomp, strings, uprightBass } from './instruments.ts';
import { chords, melody, moved } from './score.ts';
import type { Song } from './score.ts';

function townSquareWaltz(): Song {
  const tune = melody(
    `D5:1 B4 D5 | G5:2 F#5:1 | F#5:1 E5 D5 | C5:2 A4:1 | A4:1 B4 C5 | E5:2 D5:1 | B4:1 C#5 D5 | B4:3 |
     D5:1 B4 D5 | G5:2 F#5:1 | E5:1 F#5 G5 | E5:2 C5:1 | D5:1 G5 B5 | A5:1 F#5 D5 | G5:3 | G5:2 _:1 |
     E5:1.5 F#5:.5 G5:1 | G5:2 E5:1 | D5:1.5 E5:.5 D5:1 | B4:3 | C5:1.5 D5:.5 E5:1 | F#5:2 A5:1 | G5:1 D5 B4 | D5:2 F5:1 |
     E5:1.5 F#5:.5 G5:1 | C6:2 B5:1 | B5:1.5 A5:.5 G5:1 | D5:3 | E5:1 D5 C5 | B4:1 A4 F#4 | G4:3 | G4:2 _:1`,
    3,
  );
  const harmony = chords('G G D7 D7 D7 D7 G G G G C C G D7 G G C C G G D7 D7 G G7 C C G G D7 D7 G G', 3);
  const intro = chords('G D7', 3);
  const whole = [...intro, ...harmony.map((chord) => ({ ...chord, start: chord.start + 6 }))];
  const later = tune.filter(({ start }) => start >= 48);
  return {
    tempo: 158,
    reverb: 1.5,
    parts: [
      { instrument: accordion, notes: moved(tune, 6), gain: 0.34, pan: -0.15, room: 0.25 },
      { instrument: fiddle, notes: moved(secondVoice(later, harmony), 6), gain: 0.3, pan: 0.4, room: 0.3 },
      { instrument: guitar, notes: struckAt(whole, 52, [1, 2], 0.7), gain: 0.47, pan: 0.35, room: 0.2 },
      { instrument: uprightBass, notes: rootAndFifth(whole, 36, [0], 1.6), gain: 0.62, pan: 0, room: 0.1 },
      {
        instrument: accordion,
        notes: struckAt(whole, 55, [1, 2], 0.4, 0.35),
        gain: 0.1,
        pan: -0.5,
        room: 0.3,
      },
    ],
  };
}

function walkAcrossTheRiver(): Song {
  const verse = melody(
    `D5:1 F#5:.5 G5 A5:1 F#5 | A5:.5 G5 F#5 E5 D5:1 A4 | B4:1 D5:.5 E5 G5:1 B4 | A4:.5 B4 C#5 D5 E5:2 |
     D5:1 F#5:.5 G5 A5:1 F#5 | B5:.5 A5 G5 F#5 G5:1 B4 | A4:.5 C#5 E5 G5 F#5 E5 C#5 E5 | D5:2 D5:1 _`,
    4,
  );
  const turn = melody(
    `F#5:1 B5:.5 A5 B5:1 F#5 | F#5:.5 E5 D5 C#5 B4:2 | G5:1 E5:.5 F#5 G5 F#5 E5 D5 | C#5:.5 D5 E5 C#5 A4:2 |
     D5:1 F#5:.5 G5 A5:1 F#5 | B5:.5 A5 G5 F#5 G5:1 E5 | C#5:.5 E5 G5 E5 F#5 E5 D5 C#5 | D5:2 D5:1 _`,
    4,
  );
  const verseChords = 'D D G A D G A D';
  const harmony = chords(`${verseChords} ${verseChords} Bm Bm Em A D G A D`, 4);
  const tune = [...verse, ...moved(verse, 32), ...moved(turn, 64)];
  const second = secondVoice(tune, harmony).filter(({ start }) => start >= 32);
  return {
    tempo: 128,
    swing: 0.06,
    reverb: 1.7,
    parts: [
      { instrument: fiddle, notes: tune, gain: 0.36, pan: -0.3, room: 0.32 },
      { instrument: fiddle, notes: second, gain: 0.26, pan: 0.4, room: 0.32 },
      { instrument: accordion, notes: held(harmony, 50, 0.4), gain: 0.09, pan: 0.1, room: 0.3 },
      { instrument: guitar, notes: struckAt(harmony, 50, [1, 3], 0.6), gain: 0.48, pan: 0.2, room: 0.2 },
      {
        instrument: uprightBass,
        notes: rootAndFifth(harmony, 38, [0, 2], 1.3),
        gain: 0.6,
        pan: 0,
        room: 0.1,
      },
      { instrument: stomp, notes: beat('x.o.', 4, 24), gain: 0.31, pan: 0, room: 0.25 },
    ],
  };
}

function polskaAtDawn(): Song {
  const first = melody(
    `A4:1 C5:.5 B4 A4 E5 | E5:1.5 D5:.5 C5 B4 | B4:1 D5:.5 C5 B4 G4 | A4:1.5 B4:.5 C5 E5 |
     F5:1 A5:.5 G5 F5 E5 | D5:1 G5:.5 F5 E5 D5 | E5:.5 F5 D5 B4 G#4 B4 | A4:2 _:1`,
    3,
  );
  const second = melody(
    `G5:1 E5:.5 F5 G5 A5 | G5:1.5 F5:.5 E5 D5 | E5:1 C5:.5 D5 E5 F5 | E5:1.5 D5:.5 C5 B4 |
     C5:1 F5:.5 E5 D5 C5 | E5:1 G5:.5 E5 D5 C5 | B4:.5 C5 D5 B4 G#4 B4 | A4:2 _:1`,
    3,
  );
  const harmony = chords('Am Am G Am F G E7 Am Am Am G Am F G E7 Am C G Am E7 F C E7 Am', 3);
  const tune = [...first, ...moved(first, 24), ...moved(second, 48)];
  const answered = secondVoice(tune, harmony).filter(({ start }) => start >= 24);
  return {
    tempo: 106,
    reverb: 2.4,
    parts: [
      { instrument: fiddle, notes: tune, gain: 0.36, pan: -0.2, room: 0.45 },
      { instrument: fiddle, notes: answered, gain: 0.22, pan: 0.35, room: 0.45 },
      { instrument: strings, notes: held(harmony, 45, 0.4), gain: 0.16, pan: 0, room: 0.5, wide: true },
      {
        instrument: pizzicato,
        notes: rootAndFifth(harmony, 45, [0, 2], 0.8),
        gain: 0.64,
        pan: 0.15,
        room: 0.3,
      },
      { instrument: stomp, notes: beat('x.o', 3, 24), gain: 0.22, pan: -0.1, room: 0.3 },
    ],
  };
}

function blueHour(): Song {
  const tune = melody(
    `A4:1.5 B4:.5 C5:1 E5 | D5:1 C5 A4:2 | G4:1.5 A4:.5 C5:1 E5 | D5:3 _:1 |
     E5:1.5 D5:.5 C5:1 B4 | C5:1 A4 F4:2 | A4:1 D5 F5 E5 | E5:2 D5:1 B4 |
     A4:1.5 B4:.5 C5:1 E5 | F5:1 E5 C5:2 | E5:1.5 G5:.5 E5:1 C5 | D5:3 B4:1 |
     C5:1 A4 F4 A4 | B4:1 C5 B4 G#4 | A4:4 | A4:3 _:1`,
    4,
  );
  const harmony = chords('Am F C G Am F Dm E7 Am F C G F E7 Am Am', 4);
  const late = harmony.filter(({ start }) => start >= 32);
  return {
    tempo: 94,
    reverb: 2.2,
    parts: [
      {
        instrument: guitar,
        notes: broken(harmony, 48, [0, 2, 1, 3, 2, 4, 1, 3], 0.5, 0.55),
        gain: 0.5,
        pan: 0.2,
        room: 0.3,
      },
      { instrument: guitar, notes: rootAndFifth(harmony, 40, [0, 2], 1.8), gain: 0.52, pan: 0.1, room: 0.2 },
      { instrument: fiddle, notes: tune, gain: 0.24, pan: -0.2, room: 0.45 },
      { instrument: strings, notes: held(late, 52, 0.4), gain: 0.16, pan: 0, room: 0.5, wide: true },
    ],
  };
}

/** Dance tunes from Småland and a song for the evening. */
export const folkSongs = { townSquareWaltz, walkAcrossTheRiver, polskaAtDawn, blueHour };
