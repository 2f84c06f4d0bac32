/** In bits: how far back a message may refer, which the handshake tells the other side. */
export const DEFLATE_WINDOW_BITS = 11;
const WINDOW = 2 ** DEFLATE_WINDOW_BITS;
const HASH_BITS = 11;

// RFC 1951, 3.2.5 and 3.2.6: the fixed codes, with their bits turned round, as they are written.
const [SHORTEST, LONGEST] = [3, 258];
const [END_OF_BLOCK, FIRST_LENGTH, SYMBOLS] = [256, 257, 286];
const DISTANCE_BITS = 5;
const BLOCK_OF_FIXED_CODES = 0b010;
const BLOCK_OF_BYTES = 0b000;
const BLOCK_BITS = 3;
const bitsOf = Uint8Array.from({ length: SYMBOLS }, (_, symbol) => fixedCode(symbol)[1]);
const codeOf = Uint16Array.from({ length: SYMBOLS }, (_, symbol) => turnedRound(...fixedCode(symbol)));
const lengths = [...classes(SHORTEST, 28, 4), { from: LONGEST, bits: 0 }];
const distances = classes(1, 30, 2);
const lengthClass = classOfEach(LONGEST, lengths);
const distanceClass = classOfEach(WINDOW, distances);

/**
 * Compresses messages one after the other, as permessage-deflate wants it where the window is kept between them (RFC
 * 7692). It knows only the fixed codes, and looks only where the same three bytes were met last. For short messages that
 * resemble each other that makes them as short as zlib does, without a call of zlib, which takes far longer than the work.
 */
export class MessageDeflater {
  /** The end of what was said, and how much was said before that. */
  private said = Buffer.alloc(0);
  private before = 0;
  /** Where three bytes were met last, by their hash: how much was said up to there, and 1. */
  private readonly met = new Uint32Array(2 ** HASH_BITS);
  private out = Buffer.alloc(0);
  private length = 0;
  private bits = 0;
  private bitCount = 0;

  /** The message as it is sent, without the four bytes that all of them end with. */
  deflate(message: Uint8Array): Buffer {
    const text = Buffer.concat([this.said, message]);
    // No code takes more than nine bits for each byte that it stands for.
    this.out = Buffer.allocUnsafe(message.length + (message.length >> 3) + 8);
    this.length = this.bits = this.bitCount = 0;
    this.put(BLOCK_OF_FIXED_CODES, BLOCK_BITS);
    for (let at = this.said.length; at < text.length;) at += this.putNext(text, at);
    this.putSymbol(END_OF_BLOCK);
    this.put(BLOCK_OF_BYTES, BLOCK_BITS);
    if (this.bitCount > 0) this.put(0, 8 - this.bitCount);
    this.said = Buffer.from(text.subarray(-WINDOW));
    this.before += text.length - this.said.length;
    return this.out.subarray(0, this.length);
  }

  /** Puts the next byte, or the bytes that were said before; returns how many they are. */
  private putNext(text: Buffer, at: number): number {
    const from = this.meet(text, at);
    const most = Math.min(LONGEST, text.length - at);
    let same = 0;
    if (from >= 0 && at - from <= WINDOW) while (same < most && text[from + same] === text[at + same]) same++;
    if (same < SHORTEST) {
      this.putSymbol(text[at] ?? 0);
      return 1;
    }
    const [ofLength, ofDistance] = [lengthClass[same] ?? 0, distanceClass[at - from] ?? 0];
    this.putSymbol(FIRST_LENGTH + ofLength);
    this.putRest(same, lengths[ofLength]);
    this.put(turnedRound(ofDistance, DISTANCE_BITS), DISTANCE_BITS);
    this.putRest(at - from, distances[ofDistance]);
    for (let within = at + 1; within < at + same; within++) this.meet(text, within);
    return same;
  }

  /** Notes that the three bytes at `at` were met there; returns where they may have been met before, or less than 0. */
  private meet(text: Buffer, at: number): number {
    if (at + SHORTEST > text.length) return -1;
    const bytes = text.readUIntLE(at, SHORTEST);
    const hash = Math.imul(bytes, 0x9e3779b1) >>> (32 - HASH_BITS);
    const from = (this.met[hash] ?? 0) - 1 - this.before;
    this.met[hash] = this.before + at + 1;
    return from;
  }

  private putSymbol(symbol: number): void {
    this.put(codeOf[symbol] ?? 0, bitsOf[symbol] ?? 0);
  }

  private putRest(value: number, { from, bits } = { from: 0, bits: 0 }): void {
    this.put(value - from, bits);
  }

  private put(value: number, bits: number): void {
    this.bits |= value << this.bitCount;
    this.bitCount += bits;
    for (; this.bitCount >= 8; this.bitCount -= 8) {
      this.out[this.length++] = this.bits & 0xff;
      this.bits >>>= 8;
    }
  }
}

/** The fixed code of a symbol, and how many bits it has. */
function fixedCode(symbol: number): [code: number, bits: number] {
  if (symbol < 144) return [0x30 + symbol, 8];
  if (symbol < END_OF_BLOCK) return [0x190 + symbol - 144, 9];
  if (symbol < 280) return [symbol - END_OF_BLOCK, 7];
  return [0xc0 + symbol - 280, 8];
}

function turnedRound(code: number, bits: number): number {
  let turned = 0;
  for (let bit = 0; bit < bits; bit++) turned |= ((code >> bit) & 1) << (bits - 1 - bit);
  return turned;
}

/** Values from `first` on, in classes: `alike` of them for each number of bits that the rest of a value takes. */
function classes(first: number, count: number, alike: number): { from: number; bits: number }[] {
  const made: { from: number; bits: number }[] = [];
  for (let from = first; made.length < count;) {
    const bits = Math.max(0, Math.floor(made.length / alike) - 1);
    made.push({ from, bits });
    from += 2 ** bits;
  }
  return made;
}

function classOfEach(most: number, all: { from: number }[]): Uint8Array {
  return Uint8Array.from({ length: most + 1 }, (_, value) => all.findLastIndex(({ from }) => from <= value));
}
