import type { Part, Song } from './score.ts';
import { highPass, randomFrom, sampleRate, silence } from './sound.ts';
import type { Stereo } from './sound.ts';

const tail = 3.5;

/** Adds a mono sound to a stereo one; notes that begin a hair before the song are cut to it. */
function add(target: Stereo, samples: Float32Array, seconds: number, left: number, right: number): void {
  const first = Math.max(0, Math.round(seconds * sampleRate));
  const count = Math.min(samples.length, target.left.length - first);
  for (let index = 0; index < count; index++) {
    target.left[first + index]! += samples[index]! * left;
    target.right[first + index]! += samples[index]! * right;
  }
}

function playPart(part: Part, song: Song, dry: Stereo, sent: Stereo, seed: number): void {
  const random = randomFrom(seed);
  const beat = 60 / song.tempo;
  for (const note of part.notes) {
    const offBeat = Math.abs((note.start % 1) - 0.5) < 0.01 ? (song.swing ?? 0) : 0;
    // No player is a clock: a few milliseconds and a few percent, always the same ones.
    const start = (note.start + offBeat) * beat + (random() - 0.5) * 0.012;
    const tone = {
      hertz: 440 * 2 ** ((note.pitch - 69) / 12),
      seconds: note.beats * beat * 0.96,
      loudness: note.loudness * (0.92 + random() * 0.16),
      random,
    };
    const ears = part.wide ? [-0.8, 0.8] : [part.pan];
    for (const pan of ears) {
      const samples = part.instrument(tone);
      const gain = part.gain / Math.sqrt(ears.length);
      const left = gain * Math.cos(((pan + 1) * Math.PI) / 4);
      const right = gain * Math.sin(((pan + 1) * Math.PI) / 4);
      add(dry, samples, start, left, right);
      add(sent, samples, start, left * part.room, right * part.room);
    }
  }
}

/** A room as eight delay lines that feed each other; treble dies first, as in a room with curtains. */
function reverberate(sent: Stereo, seconds: number): Stereo {
  const lengths = [1433, 1601, 1867, 2053, 2251, 2399, 2617, 2797];
  const lines = lengths.map((length) => new Float32Array(length));
  const losses = lengths.map((length) => 0.001 ** (length / sampleRate / seconds));
  const curtain = 1 - Math.exp((-2 * Math.PI * 4200) / sampleRate);
  const places = lengths.map(() => 0);
  const output: Stereo = {
    left: new Float32Array(sent.left.length),
    right: new Float32Array(sent.left.length),
  };
  const delay = Math.round(0.018 * sampleRate);
  const held = new Float32Array(8);
  const values = new Float32Array(8);
  for (let index = 0; index < sent.left.length; index++) {
    let sum = 0;
    for (let line = 0; line < 8; line++) {
      held[line]! += curtain * (lines[line]![places[line]!]! - held[line]!);
      values[line] = held[line]! * losses[line]!;
      sum += values[line]!;
    }
    const left = index < delay ? 0 : sent.left[index - delay]!;
    const right = index < delay ? 0 : sent.right[index - delay]!;
    for (let line = 0; line < 8; line++) {
      lines[line]![places[line]!] = values[line]! - sum / 4 + (line % 2 ? right : left) * 0.5;
      places[line] = places[line]! + 1 < lengths[line]! ? places[line]! + 1 : 0;
    }
    output.left[index] = values[0]! - values[2]! + values[4]! - values[6]!;
    output.right[index] = values[1]! - values[3]! + values[5]! - values[7]!;
  }
  return output;
}

/** Root mean square of what is not silence, without the deep bass that the ear hardly counts. */
function loudnessOf({ left, right }: Stereo): number {
  const filters = [highPass(120), highPass(120)] as const;
  const block = sampleRate / 10;
  const powers: number[] = [];
  for (let first = 0; first + block <= left.length; first += block) {
    let power = 0;
    for (let index = first; index < first + block; index++) {
      power += filters[0](left[index]!) ** 2 + filters[1](right[index]!) ** 2;
    }
    powers.push(power / block / 2);
  }
  const heard = powers.filter((power) => power > Math.max(...powers) / 1000);
  return Math.sqrt(heard.reduce((sum, power) => sum + power, 0) / heard.length);
}

/** Leaves what is under 0.6 alone and bends the peaks so that none passes −1 dB. */
function softened(sample: number): number {
  const size = Math.abs(sample);
  return size < 0.6 ? sample : Math.sign(sample) * (0.6 + 0.28 * Math.tanh((size - 0.6) / 0.28));
}

/** Plays a song: all parts, the room, one loudness for all songs, and a soft end. */
export function mix(song: Song): Stereo {
  const beats = Math.max(...song.parts.flatMap(({ notes }) => notes.map((note) => note.start + note.beats)));
  const seconds = (beats * 60) / song.tempo + tail;
  const dry: Stereo = { left: silence(seconds), right: silence(seconds) };
  const sent: Stereo = { left: silence(seconds), right: silence(seconds) };
  song.parts.forEach((part, index) => playPart(part, song, dry, sent, index + 1));
  const room = reverberate(sent, song.reverb);
  const result: Stereo = { left: silence(seconds), right: silence(seconds) };
  const rumble = [highPass(28), highPass(28)] as const;
  for (let index = 0; index < dry.left.length; index++) {
    result.left[index] = rumble[0](dry.left[index]! + room.left[index]!);
    result.right[index] = rumble[1](dry.right[index]! + room.right[index]!);
  }
  const gain = 10 ** (-19.6 / 20) / loudnessOf(result);
  const fade = 2.5 * sampleRate;
  for (let index = 0; index < result.left.length; index++) {
    const level = gain * Math.min(1, (result.left.length - index) / fade);
    result.left[index] = softened(result.left[index]! * level);
    result.right[index] = softened(result.right[index]! * level);
  }
  return result;
}

/** The sound as a WAV file of 16 bits, with a little noise in place of the steps of rounding. */
export function wavOf({ left, right }: Stereo): Buffer {
  const random = randomFrom(7);
  const bytes = left.length * 4;
  const file = Buffer.alloc(44 + bytes);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + bytes, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * 4, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(bytes, 40);
  for (let index = 0; index < left.length; index++) {
    file.writeInt16LE(Math.round(left[index]! * 32_767 + random() - random()), 44 + index * 4);
    file.writeInt16LE(Math.round(right[index]! * 32_767 + random() - random()), 46 + index * 4);
  }
  return file;
}
