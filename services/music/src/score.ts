import type { Instrument } from './sound.ts';

/** `start` and `beats` in beats, `pitch` as a MIDI number (60 is middle C), `loudness` 0–1. */
export interface Note {
  start: number;
  beats: number;
  pitch: number;
  loudness: number;
}

export interface Chord {
  start: number;
  beats: number;
  root: number;
  /** Semitones over the root. */
  tones: number[];
}

export interface Part {
  instrument: Instrument;
  notes: Note[];
  gain: number;
  /** −1 left, 1 right. */
  pan: number;
  /** How much goes to the room. */
  room: number;
  /** Played twice, once for each ear. */
  wide?: boolean;
}

export interface Song {
  /** Beats a minute. */
  tempo: number;
  /** How late the second of two quavers comes, in parts of a beat: 0 is straight, about 0.16 swings. */
  swing?: number;
  /** How long the room rings, in seconds. */
  reverb: number;
  parts: Part[];
}

const steps: Record<string, number> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const shifts: Record<string, number> = { '': 0, '#': 1, b: -1 };
const qualities: Record<string, number[]> = {
  '': [0, 4, 7],
  m: [0, 3, 7],
  sus: [0, 5, 7],
  '6': [0, 4, 7, 9],
  m6: [0, 3, 7, 9],
  '7': [0, 4, 7, 10],
  m7: [0, 3, 7, 10],
  maj7: [0, 4, 7, 11],
  m9: [0, 3, 7, 10, 14],
  maj9: [0, 4, 7, 11, 14],
};

function pitchClass(letter: string, accidental: string): number {
  return (steps[letter] ?? 0) + (shifts[accidental] ?? 0);
}

/**
 * Reads a melody such as `A4:1 B4:.5 C#5 _:2 | …`: pitch, octave and beats; a length holds until the next one,
 * `_` is a rest. A bar that does not add up to `metre` is a mistake of ours and stops the build.
 */
export function melody(text: string, metre: number, loudness = 0.75): Note[] {
  const notes: Note[] = [];
  let length = 1;
  text.split('|').forEach((bar, number) => {
    let start = number * metre;
    for (const token of bar.trim().split(/\s+/)) {
      const match = /^(?:_|([A-G])([#b]?)(\d))(?::([\d.]+))?$/.exec(token);
      if (!match) throw new Error(`bar ${number + 1}: cannot read "${token}"`);
      const [, letter, accidental, octave, beats] = match;
      length = beats ? Number(beats) : length;
      if (letter) {
        const pitch = pitchClass(letter, accidental ?? '') + 12 * (Number(octave) + 1);
        // The first beat of a bar carries the weight, as a player would let it.
        notes.push({
          start,
          beats: length,
          pitch,
          loudness: start % metre === 0 ? loudness + 0.1 : loudness,
        });
      }
      start += length;
    }
    if (Math.abs(start - (number + 1) * metre) > 1e-6)
      throw new Error(`bar ${number + 1} has the wrong length`);
  });
  return notes;
}

/** Reads chords, one a bar, or several separated by commas that share it: `Dm7 G7 Cmaj7,Am7`. */
export function chords(text: string, metre: number): Chord[] {
  return text
    .trim()
    .split(/\s+/)
    .flatMap((bar, number) => {
      const names = bar.split(',');
      return names.map((name, place) => {
        const match = /^([A-G])([#b]?)(.*)$/.exec(name);
        const tones = qualities[match?.[3] ?? '?'];
        if (!match || !tones) throw new Error(`cannot read the chord "${name}"`);
        const beats = metre / names.length;
        return {
          start: number * metre + place * beats,
          beats,
          root: pitchClass(match[1]!, match[2]!),
          tones,
        };
      });
    });
}

/** The same notes later (in beats) and higher (in semitones). */
export const moved = (notes: Note[], beats: number, semitones = 0): Note[] =>
  notes.map((note) => ({ ...note, start: note.start + beats, pitch: note.pitch + semitones }));
