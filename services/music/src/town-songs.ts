import { beat, broken, held, rootAndFifth, secondVoice, struckAt, walking } from './accompaniment.ts';
import {
  brush,
  clarinet,
  electricPiano,
  flute,
  guitar,
  hat,
  kick,
  musicBox,
  pad,
  piano,
  rain,
  shaker,
  strings,
  uprightBass,
} from './instruments.ts';
import { chords, melody } from './score.ts';
import type { Song } from './score.ts';

function slowTrain(): Song {
  const tune = melody(
    `_:.5 C5 D5 F5 A5:1.5 G5:.5 | F5:.5 D5 F5 A4 C5:2 | _:.5 D5 F5 A5 Bb5:1.5 A5:.5 | G5:.5 E5 C5 Bb4 A4:1 G4 |
     A4:.5 C5 E5 G5 F5:2 | F#5:1 A5:.5 F#5 Eb5 D5 C5 A4 | Bb4:1.5 D5:.5 F5:2 | E5:.5 G5 Bb5 A5 G5 E5 C5:1 |
     D5:1 F5:.5 A5 D6:2 | Db6:1.5 Bb5:.5 G5:1 F5 | E5:1 G5:.5 E5 C5:2 | F#5:.5 A5 C6 A5 Eb5:1 D5 |
     Bb5:1.5 A5:.5 G5:1 F5 | E5:.5 F5 G5 E5 C5:1 Bb4 | A4:.5 C5 F5 A5 G5 F5 D5 C5 | F5:3 _:1 |
     Bb5:1.5 A5:.5 G5:1 F5 | E5:.5 F5 G5 E5 C5:1 Bb4 | A4:1 C5 D5 G5 | F5:4`,
    4,
  );
  const harmony = chords(
    'Fmaj7 Dm7 Gm7 C7 Fmaj7 D7 Gm7 C7 Bbmaj7 Bbm6 Am7 D7 Gm7 C7 Fmaj7 F6 Gm7 C7 F6 F6',
    4,
  );
  return {
    tempo: 116,
    swing: 0.15,
    reverb: 1.3,
    parts: [
      { instrument: clarinet, notes: tune, gain: 0.3, pan: -0.2, room: 0.3 },
      {
        instrument: electricPiano,
        notes: struckAt(harmony, 53, [0, 1.5], 0.9, 0.5),
        gain: 0.2,
        pan: 0.35,
        room: 0.25,
      },
      { instrument: uprightBass, notes: walking(harmony, 33), gain: 0.62, pan: 0, room: 0.12 },
      {
        instrument: hat,
        notes: beat('x.xox.xo', 4, 20).filter(({ start }) => start % 4 > 0.4),
        gain: 0.25,
        pan: 0.3,
        room: 0.15,
      },
      { instrument: brush, notes: beat('o.x.o.x.', 4, 20), gain: 0.38, pan: -0.15, room: 0.25 },
    ],
  };
}

function coffeeOnThePlatform(): Song {
  const tune = melody(
    `E5:1.5 G5 B5:1 | A5:1.5 G5:2.5 | F5:1.5 A5 C6:1 | B5:1.5 A5:.5 G5:2 | G5:1.5 E5 D5:1 | C#5:1.5 E5:.5 G5:2 |
     F5:1.5 D5 A4:1 | B4:1.5 D5:.5 F5:2 | E5:1.5 A5 C6:1 | D6:1.5 C6:.5 Ab5:2 | G5:1.5 B5 A5:1 | G5:.5 E5 C#5 E5 A5:2 |
     F5:1.5 E5:.5 D5:1 F5 | D5:1.5 B4:.5 G4:1 B4 | C5:4 | E5:2 G5:1 _ |
     F5:1.5 E5:.5 D5:1 F5 | D5:1.5 B4:.5 G4:1 B4 | C5:1.5 E5 G5:1 | B5:4`,
    4,
    0.65,
  );
  const harmony = chords(
    'Cmaj7 Cmaj7 Dm7 G7 Em7 A7 Dm7 G7 Fmaj7 Fm6 Em7 A7 Dm7 G7 C6 C6 Dm7 G7 Cmaj7 Cmaj7',
    4,
  );
  return {
    tempo: 130,
    reverb: 1.4,
    parts: [
      { instrument: flute, notes: tune, gain: 0.32, pan: -0.15, room: 0.35 },
      {
        instrument: guitar,
        notes: struckAt(harmony, 52, [0, 1.5, 3], 0.8, 0.5),
        gain: 0.39,
        pan: 0.3,
        room: 0.2,
      },
      {
        instrument: uprightBass,
        notes: rootAndFifth(harmony, 36, [0, 1.5, 2, 3.5], 0.9),
        gain: 0.5,
        pan: 0,
        room: 0.1,
      },
      { instrument: electricPiano, notes: held(harmony.slice(8), 60, 0.3), gain: 0.1, pan: -0.4, room: 0.4 },
      { instrument: shaker, notes: beat('xoxoxoxo', 4, 20), gain: 0.18, pan: -0.35, room: 0.15 },
      { instrument: kick, notes: beat('o..oo..o', 4, 20), gain: 0.24, pan: 0, room: 0.05 },
    ],
  };
}

function paperHarbour(): Song {
  const verse = `B4:.5 B4 D5 B4 A4:1 G4 | A4:1.5 D5:.5 D5:2 | G5:.5 G5 F#5 E5 D5:1 B4 | E5:1.5 D5:.5 C5:2 |
    B4:.5 B4 D5 B4 A4:1 G4 | A4:1.5 F#4:.5 A4:2 | C5:.5 D5 E5 D5 C5:1 B4 | C5:1 D5 E5 F#5`;
  const chorus = `G5:1.5 F#5:.5 E5:1 B4 | E5:1 D5 C5 E5 | D5:1.5 B4:.5 G4:1 B4 | A4:2 D5:1 F#5 |
    G5:1.5 F#5:.5 E5:1 G5 | E5:1 D5 C5 E5 | D5:1 E5 F#5 A5 | F#5:3 D5:1`;
  const end = `B4:.5 B4 D5 B4 A4:1 G4 | A4:1.5 D5:.5 D5:2 | E5:.5 D5 C5 B4 C5:1 A4 | G4:4`;
  const tune = melody(`${verse} | ${chorus} | ${end}`, 4);
  const harmony = chords('G D Em C G D C C Em C G D Em C D D G D C G', 4);
  const sung = tune.filter(({ start }) => start >= 32 && start < 64);
  return {
    tempo: 114,
    reverb: 1.6,
    parts: [
      { instrument: piano, notes: tune, gain: 0.55, pan: -0.15, room: 0.25 },
      { instrument: flute, notes: secondVoice(sung, harmony, 0.5), gain: 0.16, pan: 0.3, room: 0.4 },
      {
        instrument: guitar,
        notes: struckAt(harmony, 50, [0, 1, 1.5, 2.5, 3], 0.8, 0.5),
        gain: 0.34,
        pan: 0.4,
        room: 0.2,
      },
      {
        instrument: strings,
        notes: held(harmony.slice(8, 16), 62, 0.4),
        gain: 0.14,
        pan: 0,
        room: 0.4,
        wide: true,
      },
      {
        instrument: uprightBass,
        notes: rootAndFifth(harmony, 36, [0, 1.5, 2.5], 1),
        gain: 0.52,
        pan: 0,
        room: 0.05,
      },
      { instrument: kick, notes: beat('x..oo...', 4, 19), gain: 0.42, pan: 0, room: 0.05 },
      { instrument: brush, notes: beat('..x...x.', 4, 19), gain: 0.51, pan: 0.08, room: 0.25 },
      { instrument: shaker, notes: beat('oxoxoxox', 4, 19), gain: 0.16, pan: -0.35, room: 0.1 },
    ],
  };
}

function rainOnTheWindow(): Song {
  const tune = melody(
    `_:1 A5:.5 G5 E5:1 C5 | D5:1.5 B4:.5 G4:2 | _:1 F5:.5 E5 D5:1 A4 | C5:1.5 D5:.5 E5:2 |
     _:.5 C5 E5 G5 A5:2 | G5:.5 E5 D5 B4 D5:2 | _:.5 A4 C5 D5 F5:1 E5 | E5:1.5 D5:.5 B4:1 G4 |
     _:1 A5:.5 G5 E5:1 C5 | D5:1.5 B4:.5 G4:2 | _:1 F5:.5 E5 D5:1 B4 | C5:4`,
    4,
    0.6,
  );
  const harmony = chords('Fmaj7 Em7 Dm7 Cmaj7 Fmaj7 Em7 Dm7 Cmaj7 Fmaj7 Em7 Dm7 Cmaj7', 4);
  const drops = [{ start: 0, beats: 50, pitch: 60, loudness: 0.7 }];
  return {
    tempo: 78,
    swing: 0.1,
    reverb: 1.8,
    parts: [
      {
        instrument: electricPiano,
        notes: struckAt(harmony, 52, [0, 2.5], 2, 0.55),
        gain: 0.3,
        pan: -0.2,
        room: 0.3,
      },
      { instrument: electricPiano, notes: tune, gain: 0.36, pan: 0.15, room: 0.4 },
      {
        instrument: musicBox,
        notes: broken(harmony.slice(4), 72, [0, 2, 1, 3], 1, 0.3),
        gain: 0.16,
        pan: 0.5,
        room: 0.6,
      },
      { instrument: pad, notes: held(harmony, 48, 0.4), gain: 0.09, pan: 0, room: 0.4, wide: true },
      {
        instrument: uprightBass,
        notes: rootAndFifth(harmony, 36, [0, 2.5], 1.6),
        gain: 0.56,
        pan: 0,
        room: 0.05,
      },
      { instrument: kick, notes: beat('x..o.x..', 4, 12), gain: 0.4, pan: 0, room: 0.05 },
      { instrument: brush, notes: beat('..x...x.', 4, 12), gain: 0.42, pan: 0.05, room: 0.25 },
      { instrument: hat, notes: beat('xoxoxoxo', 4, 12), gain: 0.13, pan: 0.25, room: 0.1 },
      { instrument: rain, notes: drops, gain: 0.15, pan: 0, room: 0.1, wide: true },
    ],
  };
}

/** A café at closing time and a small band by the harbour. */
export const townSongs = { slowTrain, coffeeOnThePlatform, paperHarbour, rainOnTheWindow };
