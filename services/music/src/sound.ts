export const sampleRate = 48_000;

/** Numbers from 0 up to 1, the same ones on every build. */
export type Random = () => number;

/** The small generator mulberry32: a build renders the same bytes every time. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What an instrument is asked to play; `loudness` is 0–1. */
export interface Tone {
  hertz: number;
  seconds: number;
  loudness: number;
  random: Random;
}

/** Plays one tone, its dying away included, in mono. */
export type Instrument = (tone: Tone) => Float32Array<ArrayBuffer>;

export interface Stereo {
  left: Float32Array<ArrayBuffer>;
  right: Float32Array<ArrayBuffer>;
}

/** Allocates silence of a length in seconds. */
export const silence = (seconds: number) => new Float32Array(Math.ceil(seconds * sampleRate));

/** A first-order low-pass filter, called once for every sample. */
export function lowPass(hertz: number): (sample: number) => number {
  const share = 1 - Math.exp((-2 * Math.PI * hertz) / sampleRate);
  let held = 0;
  return (sample) => (held += share * (sample - held));
}

/** What a low-pass filter of the same frequency takes away. */
export function highPass(hertz: number): (sample: number) => number {
  const low = lowPass(hertz);
  return (sample) => sample - low(sample);
}

const tableSize = 2048;
const tables = new Map<string, Float32Array>();

/** One period of a wave with the given harmonics; none above 15 kHz, so nothing folds back as a false tone. */
export function wavetable(
  name: string,
  hertz: number,
  amplitudeOf: (harmonic: number, hertz: number) => number,
) {
  const key = `${name} ${hertz.toFixed(1)}`;
  const known = tables.get(key);
  if (known) return known;
  const table = new Float32Array(tableSize + 1);
  const harmonics = Math.min(48, Math.floor(15_000 / hertz));
  for (let harmonic = 1; harmonic <= harmonics; harmonic++) {
    const amplitude = amplitudeOf(harmonic, hertz);
    for (let index = 0; index <= tableSize; index++) {
      table[index]! += amplitude * Math.sin((2 * Math.PI * harmonic * index) / tableSize);
    }
  }
  let power = 0;
  for (const value of table) power += value * value;
  const scale = 0.5 / Math.sqrt(power / tableSize);
  for (let index = 0; index <= tableSize; index++) table[index]! *= scale;
  tables.set(key, table);
  return table;
}

/** Reads a wavetable at a phase of 0–1. */
export function readTable(table: Float32Array, phase: number): number {
  const position = phase * tableSize;
  const index = position | 0;
  const from = table[index]!;
  return from + (table[index + 1]! - from) * (position - index);
}
