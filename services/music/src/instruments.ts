import { highPass, lowPass, readTable, sampleRate, silence, wavetable } from './sound.ts';
import type { Instrument, Tone } from './sound.ts';

const block = 64;

const noise = (tone: Tone) => tone.random() * 2 - 1;

/** Lets the sound die from a moment on, as under a damper. */
function damped(samples: Float32Array<ArrayBuffer>, seconds: number, damping: number) {
  const shrink = Math.exp(-damping / sampleRate);
  let level = 1;
  for (let index = Math.round(seconds * sampleRate); index < samples.length; index++) {
    samples[index]! *= level *= shrink;
  }
  return samples;
}

interface Sustained {
  name: string;
  /** The strength of each harmonic; the body of the instrument is in it. */
  harmonic: (number: number, hertz: number) => number;
  voices: number;
  /** How far the voices lie apart. */
  cents: number;
  attack: number;
  release: number;
  vibrato?: { hertz: number; cents: number; delay: number };
  /** How much air or bow is heard. */
  breath?: number;
}

/** Instruments that hold their tone: bowed, blown, reeds and pads. */
function sustained(kind: Sustained): Instrument {
  return (tone) => {
    const samples = silence(tone.seconds + kind.release * 6);
    const table = wavetable(kind.name, tone.hertz, kind.harmonic);
    const ratios = Array.from({ length: kind.voices }, (_, voice) => {
      const place = kind.voices === 1 ? 0 : (voice / (kind.voices - 1)) * 2 - 1;
      return 2 ** ((place * kind.cents) / 1200);
    });
    const phases = ratios.map(() => tone.random());
    const air = lowPass(tone.hertz * 3);
    const thin = highPass(tone.hertz);
    const wobble = tone.random() * 6;
    let level = 0;
    for (let first = 0; first < samples.length; first += block) {
      // The envelope and the vibrato are slow: once a block is enough, with a straight line between.
      const time = (first + block) / sampleRate;
      const rise = 1 - Math.exp(-time / (kind.attack / 2.5));
      const fall = time < tone.seconds ? 1 : Math.exp(-(time - tone.seconds) / kind.release);
      const slope = ((rise * fall * tone.loudness) / Math.sqrt(kind.voices) - level) / block;
      let bend = 1;
      if (kind.vibrato) {
        const depth = Math.min(1, Math.max(0, (time - kind.vibrato.delay) / 0.4)) * kind.vibrato.cents;
        bend += (depth / 1731) * Math.sin(2 * Math.PI * kind.vibrato.hertz * time + wobble);
      }
      const end = Math.min(samples.length, first + block);
      for (let voice = 0; voice < phases.length; voice++) {
        const step = (tone.hertz * ratios[voice]! * bend) / sampleRate;
        let phase = phases[voice]!;
        for (let index = first; index < end; index++) {
          samples[index]! += readTable(table, phase);
          phase += step;
          if (phase >= 1) phase -= 1;
        }
        phases[voice] = phase;
      }
      const breath = kind.breath ? kind.breath * (1 + 2 * Math.exp(-time * 14)) : 0;
      for (let index = first; index < end; index++) {
        if (breath) samples[index]! += breath * thin(air(noise(tone)));
        samples[index]! *= level += slope;
      }
    }
    return samples;
  };
}

interface Partial {
  ratio: number;
  level: number;
  /** Per second: the larger, the sooner it is gone. */
  decay: number;
}

/** Instruments that are struck and die away, each partial at its own pace. */
function struck(partialsOf: (tone: Tone) => Partial[], damping: number, knock: number): Instrument {
  return (tone) => {
    const samples = silence(tone.seconds + 6 / damping);
    for (const { ratio, level, decay } of partialsOf(tone)) {
      const step = (2 * Math.PI * tone.hertz * ratio) / sampleRate;
      if (step > 2) continue;
      const shrink = Math.exp(-decay / sampleRate);
      // A decaying sine as a two-term recurrence: one multiplication a term instead of a call of sin and exp.
      const turn = 2 * shrink * Math.cos(step);
      const shrinkTwice = shrink * shrink;
      let before = 0;
      let now = level * Math.sin(step) * tone.loudness;
      for (let index = 0; index < samples.length; index++) {
        samples[index]! += before;
        const next = turn * now - shrinkTwice * before;
        before = now;
        now = next;
      }
    }
    const soften = lowPass(2500);
    const rise = 0.003 * sampleRate;
    for (let index = 0; index < 0.08 * sampleRate; index++) {
      samples[index]! += knock * soften(noise(tone)) * Math.exp((-90 * index) / sampleRate) * tone.loudness;
      if (index < rise) samples[index]! *= index / rise;
    }
    return damped(samples, tone.seconds, damping);
  };
}

/** A plucked string after Karplus and Strong: a burst of noise goes round and is worn smooth. */
function plucked(softness: number, ring: number, damping: number): Instrument {
  return (tone) => {
    const samples = silence(tone.seconds + 6 / damping);
    const period = sampleRate / tone.hertz;
    const blend = 0.5;
    const length = Math.floor(period - blend - 0.1);
    const rest = period - blend - length;
    const tune = (1 - rest) / (1 + rest);
    const loss = 0.001 ** (1 / (tone.hertz * ring));
    const finger = lowPass(Math.min(9000, tone.hertz * softness * (0.6 + tone.loudness)));
    const line = Float32Array.from({ length }, () => finger(noise(tone)));
    const mean = line.reduce((sum, value) => sum + value, 0) / length;
    const power = Math.sqrt(line.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length);
    for (let index = 0; index < length; index++) line[index] = ((line[index]! - mean) / power) * 0.4;
    let place = 0;
    let last = 0;
    let lastWorn = 0;
    let lastTuned = 0;
    for (let index = 0; index < samples.length; index++) {
      const value = line[place]!;
      const worn = (value + last) * blend;
      const tuned = tune * worn + lastWorn - tune * lastTuned;
      last = value;
      lastWorn = worn;
      lastTuned = tuned;
      line[place] = tuned * loss;
      place = place + 1 < length ? place + 1 : 0;
      samples[index] = value * tone.loudness;
    }
    return damped(samples, tone.seconds, damping);
  };
}

/** Noise with a colour and a shape in time: brushes, cymbals, shakers. */
function hiss(above: number, below: number, attack: number, decay: number): Instrument {
  return (tone) => {
    const samples = silence(attack + 6 / decay);
    const low = lowPass(below);
    const high = highPass(above);
    for (let index = 0; index < samples.length; index++) {
      const time = index / sampleRate;
      const shape = time < attack ? time / attack : Math.exp(-(time - attack) * decay);
      samples[index] = high(low(noise(tone))) * shape * tone.loudness;
    }
    return samples;
  };
}

/** A skin or a wooden floor: a sine that falls from one pitch to another. */
function thump(from: number, to: number, decay: number): Instrument {
  return (tone) => {
    const samples = silence(6 / decay);
    let phase = 0;
    for (let index = 0; index < samples.length; index++) {
      const time = index / sampleRate;
      phase += (2 * Math.PI * (to + (from - to) * Math.exp(-time * 35))) / sampleRate;
      samples[index] = Math.sin(phase) * Math.min(1, time * 400) * Math.exp(-time * decay) * tone.loudness;
    }
    return samples;
  };
}

/** How much a wooden body lifts what lies near its resonances. */
const body = (hertz: number, resonances: number[]) =>
  0.5 + resonances.reduce((sum, centre) => sum + Math.exp(-((Math.log2(hertz / centre) * 2.2) ** 2)), 0);

const oddHarmonic = (number: number) => (number % 2 ? 1 / number ** 1.3 : 0.12 / number);

const pianoPartials = (tone: Tone): Partial[] =>
  Array.from({ length: 12 }, (_, index) => index + 1).flatMap((number) => {
    const level = (0.42 / number ** (1.9 - 0.5 * tone.loudness)) * (number === 7 ? 0.4 : 1);
    const decay = (0.7 + 0.32 * number) * Math.sqrt(tone.hertz / 261);
    const ratio = number * Math.sqrt(1 + 0.0004 * number * number);
    return [
      { ratio, level: level * 0.6, decay },
      { ratio: ratio * 1.0006, level: level * 0.4, decay: decay * 0.6 },
    ];
  });

export const piano = struck(pianoPartials, 9, 0.1);

export const electricPiano = struck(
  (tone) => [
    { ratio: 1, level: 0.6, decay: 1.1 },
    { ratio: 1.001, level: 0.2, decay: 0.7 },
    { ratio: 2, level: 0.16 * tone.loudness, decay: 2.4 },
    { ratio: 3, level: 0.14 * tone.loudness, decay: 3.5 },
    { ratio: 7.02, level: 0.05 * tone.loudness, decay: 9 },
  ],
  10,
  0.03,
);

export const musicBox = struck(
  () => [
    { ratio: 1, level: 0.5, decay: 1.7 },
    { ratio: 2.001, level: 0.12, decay: 2.6 },
    { ratio: 3.01, level: 0.13, decay: 4.5 },
    { ratio: 5.43, level: 0.06, decay: 8 },
    { ratio: 8.93, level: 0.025, decay: 14 },
  ],
  2.2,
  0.04,
);

export const uprightBass = struck(
  () => [
    { ratio: 1, level: 0.6, decay: 1.5 },
    { ratio: 2, level: 0.34, decay: 2.4 },
    { ratio: 3, level: 0.2, decay: 3.6 },
    { ratio: 4, level: 0.1, decay: 5 },
    { ratio: 5, level: 0.05, decay: 7 },
  ],
  14,
  0.12,
);

export const guitar = plucked(7, 3.2, 5);
export const harp = plucked(4, 4.5, 1.6);
export const pizzicato = plucked(5, 0.8, 14);

export const fiddle = sustained({
  name: 'fiddle',
  harmonic: (number, hertz) => body(number * hertz, [290, 470, 1050, 2600]) / number ** 1.35,
  voices: 2,
  cents: 3,
  attack: 0.09,
  release: 0.08,
  vibrato: { hertz: 5.6, cents: 11, delay: 0.22 },
  breath: 0.05,
});

export const accordion = sustained({
  name: 'accordion',
  harmonic: (number) => 1 / number ** 1.25 / (1 + (number / 11) ** 4),
  voices: 2,
  cents: 6,
  attack: 0.07,
  release: 0.06,
});

export const flute = sustained({
  name: 'flute',
  harmonic: (number) => [0, 1, 0.32, 0.14, 0.04, 0.02][number] ?? 0,
  voices: 1,
  cents: 0,
  attack: 0.11,
  release: 0.09,
  vibrato: { hertz: 4.8, cents: 9, delay: 0.3 },
  breath: 0.1,
});

export const clarinet = sustained({
  name: 'clarinet',
  harmonic: (number) => oddHarmonic(number) / (1 + (number / 9) ** 3),
  voices: 1,
  cents: 0,
  attack: 0.06,
  release: 0.07,
  vibrato: { hertz: 4.5, cents: 5, delay: 0.35 },
  breath: 0.04,
});

export const strings = sustained({
  name: 'strings',
  harmonic: (number, hertz) => body(number * hertz, [350, 800]) / number ** 1.6,
  voices: 3,
  cents: 8,
  attack: 0.7,
  release: 0.5,
  vibrato: { hertz: 5, cents: 5, delay: 0.5 },
});

export const pad = sustained({
  name: 'pad',
  harmonic: (number) => 1 / number ** 2.1,
  voices: 3,
  cents: 9,
  attack: 1.8,
  release: 1.1,
});

export const kick = thump(120, 52, 11);
export const stomp = thump(210, 92, 26);
export const brush = hiss(900, 5200, 0.012, 15);
export const hat = hiss(6500, 14_000, 0.002, 42);
export const shaker = hiss(4500, 11_000, 0.03, 34);

/** Rain on a roof, for as long as the tone lasts: a soft rush and single drops. */
export const rain: Instrument = (tone) => {
  const samples = silence(tone.seconds);
  const low = lowPass(2600);
  const high = highPass(500);
  const drop = highPass(1800);
  let fading = 0;
  for (let index = 0; index < samples.length; index++) {
    if (tone.random() < 22 / sampleRate) fading = 0.2 + tone.random() * 0.5;
    fading *= 0.993;
    const edge = Math.min(1, index / sampleRate / 3, (samples.length - index) / sampleRate / 4);
    samples[index] = (high(low(noise(tone))) * 0.3 + drop(noise(tone) * fading) * 0.5) * edge * tone.loudness;
  }
  return samples;
};
