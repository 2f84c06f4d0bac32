import type { Chord, Note } from './score.ts';

/** The octave of `low` and above in which a pitch class lies: chords then move by small steps. */
const above = (low: number, pitch: number) => low + ((((pitch - low) % 12) + 12) % 12);

const voicing = (chord: Chord, low: number) =>
  chord.tones.map((tone) => above(low, chord.root + tone)).sort((one, other) => one - other);

/** Holds each chord for its length. */
export const held = (chords: Chord[], low: number, loudness = 0.5): Note[] =>
  chords.flatMap(({ start, beats, ...chord }) =>
    voicing({ start, beats, ...chord }, low).map((pitch) => ({ start, beats, pitch, loudness })),
  );

/** Strikes each chord at the given beats of the bar, each time for `length` beats, the strings a hair apart. */
export const struckAt = (
  chords: Chord[],
  low: number,
  beats: number[],
  length: number,
  loudness = 0.5,
): Note[] =>
  chords.flatMap((chord) =>
    beats
      .filter((beat) => beat < chord.beats)
      .flatMap((beat) =>
        voicing(chord, low).map((pitch, string) => ({
          start: chord.start + beat + string * 0.018,
          beats: length,
          pitch,
          loudness: beat === 0 ? loudness : loudness * 0.85,
        })),
      ),
  );

/** Goes through the chord's tones in the order of `pattern` (an index past the top goes into the next octave). */
export const broken = (
  chords: Chord[],
  low: number,
  pattern: number[],
  step: number,
  loudness = 0.5,
): Note[] =>
  chords.flatMap((chord) => {
    const tones = voicing(chord, low);
    return Array.from({ length: Math.round(chord.beats / step) }, (_, index) => {
      const place = pattern[index % pattern.length]!;
      const pitch = tones[place % tones.length]! + 12 * Math.floor(place / tones.length);
      return {
        start: chord.start + index * step,
        beats: step * 2.5,
        pitch,
        loudness: index ? loudness : loudness * 1.15,
      };
    });
  });

/** Root and fifth in turn, at the given beats. */
export const rootAndFifth = (chords: Chord[], low: number, beats: number[], length: number): Note[] =>
  chords.flatMap((chord) =>
    beats
      .filter((beat) => beat < chord.beats)
      .map((beat, turn) => ({
        start: chord.start + beat,
        beats: length,
        pitch: turn % 2 ? above(low, chord.root + 7) : above(low, chord.root),
        loudness: turn % 2 ? 0.65 : 0.75,
      })),
  );

/** A jazz bass: root, third, fifth, and a half step into the next root. */
export const walking = (chords: Chord[], low: number): Note[] =>
  chords.flatMap((chord, index) => {
    const next = above(low, (chords[index + 1] ?? chord).root);
    const root = above(low, chord.root);
    const line = [root, root + chord.tones[1]!, root + chord.tones[2]!, next > root ? next - 1 : next + 1];
    return line.slice(0, chord.beats).map((pitch, beat) => ({
      start: chord.start + beat,
      beats: 0.92,
      pitch,
      loudness: beat % 2 ? 0.66 : 0.75,
    }));
  });

/** A second voice: for each note the nearest chord tone at least a third below. */
export const secondVoice = (notes: Note[], chords: Chord[], loudness = 0.5): Note[] =>
  notes.map((note) => {
    const chord = chords.findLast(({ start }) => start <= note.start + 1e-6) ?? chords[0]!;
    const below = voicing(chord, note.pitch - 14).filter((pitch) => pitch <= note.pitch - 3);
    return { ...note, pitch: below.at(-1) ?? note.pitch - 12, loudness };
  });

/** Drums: a bar as a string, `x` strikes, `o` strikes softly, anything else rests; repeated for `bars` bars. */
export const beat = (pattern: string, metre: number, bars: number): Note[] =>
  Array.from({ length: bars }, (_, bar) => bar * metre).flatMap((first) =>
    [...pattern].flatMap((sign, place) => {
      if (sign !== 'x' && sign !== 'o') return [];
      const start = first + (place * metre) / pattern.length;
      return [{ start, beats: 0.25, pitch: 60, loudness: sign === 'x' ? 0.8 : 0.45 }];
    }),
  );
