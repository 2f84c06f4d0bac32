import { broken, held, rootAndFifth, secondVoice, struckAt } from './accompaniment.ts';
import {
  clarinet,
  electricPiano,
  flute,
  harp,
  musicBox,
  pad,
  pizzicato,
  strings,
  uprightBass,
} from './instruments.ts';
import { chords, melody, moved } from './score.ts';
import type { Song } from './score.ts';

function snowAtNight(): Song {
  const bells = melody(
    `_:1 F#5:1 A5:2 | _:1 D6:1.5 C#6:.5 A5:1 | _:.5 B5:1 A5:.5 F#5:2 | E5:2 C#5:1 _ |
     _:1 A5:1 E6:2 | C#6:1.5 A5:.5 F#5:2 | _:.5 B5:1 D6:.5 F#5:2 | G5:1 F#5 E5 B4 | D5:4 | A5:2 F#5`,
    4,
    0.6,
  );
  const harmony = chords('Dmaj9 Bm7 Gmaj9 A6 Dmaj9 F#m7 Gmaj9 Em9 Dmaj9 Dmaj9', 4);
  return {
    tempo: 60,
    reverb: 4.2,
    parts: [
      { instrument: pad, notes: held(harmony, 50), gain: 0.16, pan: 0, room: 0.5, wide: true },
      {
        instrument: strings,
        notes: held(harmony.slice(4), 62, 0.35),
        gain: 0.09,
        pan: 0,
        room: 0.7,
        wide: true,
      },
      { instrument: musicBox, notes: bells, gain: 0.51, pan: 0.2, room: 0.8 },
      {
        instrument: harp,
        notes: broken(harmony, 50, [0, 2, 4, 1], 1, 0.4),
        gain: 0.37,
        pan: -0.3,
        room: 0.6,
      },
      { instrument: pad, notes: rootAndFifth(harmony, 38, [0], 4), gain: 0.16, pan: 0, room: 0.2 },
    ],
  };
}

function northernLights(): Song {
  const tune = melody(
    `_:4 | _:2 B4:1 D5 | B4:3 A4:1 | G4:2 A4 | B4:3 D5:1 | E5:3 D5:1 | C5:2 E5 | D5:2 F#5 |
     G5:3 F#5:1 | E5:2 D5 | B4:4 | E5:3 _:1`,
    4,
    0.65,
  );
  const harmony = chords('Em9 Cmaj9 G D Em9 Cmaj9 Am9 D Cmaj9 D Em9 Em9', 4);
  return {
    tempo: 74,
    reverb: 3.6,
    parts: [
      { instrument: pad, notes: held(harmony, 52), gain: 0.19, pan: 0, room: 0.5, wide: true },
      {
        instrument: harp,
        notes: broken(harmony, 52, [0, 2, 1, 3, 4, 3, 5, 2], 0.5, 0.45),
        gain: 0.47,
        pan: -0.35,
        room: 0.5,
      },
      {
        instrument: electricPiano,
        notes: struckAt(harmony, 55, [2.5], 1.4, 0.3),
        gain: 0.28,
        pan: 0.4,
        room: 0.6,
      },
      { instrument: flute, notes: tune, gain: 0.3, pan: 0.12, room: 0.6 },
      { instrument: uprightBass, notes: rootAndFifth(harmony, 36, [0], 3.6), gain: 0.42, pan: 0, room: 0.2 },
    ],
  };
}

function foxAndHedgehog(): Song {
  const first = `C5:.5 E5 G5 E5 C5:1 G4 | A4:.5 C5 F5 C5 A4:2 | G4:.5 C5 E5 C5 G4:1 E5 | D5:1 B4 G4:2`;
  const second = `C5:.5 E5 G5 E5 C5:1 G4 | A4:.5 C5 F5 A5 F5:2 | G5:.5 F5 D5 B4 G4 A4 B4 D5 | C5:1 E5:.5 G5 C5:1 _`;
  const middle = `A5:1 E5:.5 F5 E5:1 C5 | B4:.5 E5 G5 E5 B4:2 | F5:1 C5:.5 D5 C5:1 A4 | G4:.5 C5 E5 C5 G4:2 |
    F5:.5 A5 F5 D5 F5:1 D5 | B4:.5 D5 G5 D5 B4:2 | C5:.5 D5 E5 F5 G5:1 E5 | D5:1 G4 A4 B4`;
  const tune = melody(`${first} | ${second} | ${middle} | ${second}`, 4);
  const harmony = chords('C F C G C F G C Am Em F C Dm G C G C F G C', 4);
  const fox = tune.filter(({ start }) => start < 32 || start >= 64);
  const hedgehog = tune.filter(({ start }) => start >= 32 && start < 64);
  return {
    tempo: 138,
    reverb: 1.2,
    parts: [
      { instrument: clarinet, notes: fox, gain: 0.3, pan: -0.2, room: 0.25 },
      { instrument: flute, notes: hedgehog, gain: 0.32, pan: 0.25, room: 0.3 },
      {
        instrument: musicBox,
        notes: moved(
          fox.filter(({ start }) => start >= 16),
          0,
          12,
        ),
        gain: 0.12,
        pan: 0.4,
        room: 0.4,
      },
      { instrument: pizzicato, notes: struckAt(harmony, 55, [1, 3], 0.5), gain: 0.31, pan: 0.3, room: 0.25 },
      {
        instrument: pizzicato,
        notes: rootAndFifth(harmony, 43, [0, 2], 0.9),
        gain: 0.5,
        pan: -0.05,
        room: 0.2,
      },
    ],
  };
}

function lullaby(): Song {
  const tune = melody(
    `C5:2 A4:1 | C5:2 A4:1 | D5:1 C5 Bb4 | A4:3 | F4:1 A4 D5 | D5:2 Bb4:1 | G4:1 A4 Bb4 | C5:3 |
     C5:2 A4:1 | Eb5:2 C5:1 | D5:1 F5 D5 | Db5:2 Bb4:1 | C5:1 A4 F4 | G4:2 E4:1 | F4:3 | F4:2 _:1 |
     C5:1 A4 F4 | G4:2 E4:1 | F4:3 | F4:3`,
    3,
    0.6,
  );
  const harmony = chords('F F Bb F Dm Gm C7 C7 F F7 Bb Bbm F C7 F F F C7 F F', 3);
  const again = tune.filter(({ start }) => start >= 24);
  return {
    tempo: 92,
    reverb: 2.6,
    parts: [
      { instrument: musicBox, notes: moved(tune, 0, 12), gain: 0.34, pan: 0.15, room: 0.5 },
      { instrument: flute, notes: again, gain: 0.2, pan: -0.25, room: 0.5 },
      { instrument: clarinet, notes: secondVoice(again, harmony, 0.4), gain: 0.12, pan: 0.3, room: 0.5 },
      {
        instrument: harp,
        notes: broken(harmony, 53, [0, 1, 2, 3, 2, 1], 0.5, 0.45),
        gain: 0.3,
        pan: -0.2,
        room: 0.4,
      },
      { instrument: strings, notes: held(harmony, 48, 0.35), gain: 0.1, pan: 0, room: 0.5, wide: true },
      { instrument: uprightBass, notes: rootAndFifth(harmony, 36, [0], 2.6), gain: 0.36, pan: 0, room: 0.2 },
    ],
  };
}

/** For winter nights, and for children before they sleep. */
export const quietSongs = { snowAtNight, northernLights, foxAndHedgehog, lullaby };
