import { constants, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { DEFLATE_WINDOW_BITS, MessageDeflater } from './message-deflater';

/** What ends every message, which the other side puts back. */
const TAIL = Buffer.from([0, 0, 0xff, 0xff]);

/** Reads the messages as the other side does, with the window that the handshake promises. */
function expectSame(messages: readonly Uint8Array[]): void {
  const deflater = new MessageDeflater();
  const packed = Buffer.concat(messages.flatMap((message) => [deflater.deflate(message), TAIL]));
  const read = inflateRawSync(packed, {
    windowBits: DEFLATE_WINDOW_BITS,
    finishFlush: constants.Z_SYNC_FLUSH,
  });
  expect(read.equals(Buffer.concat(messages))).toBe(true);
}

const delta = (seq: number, text: string) =>
  Buffer.from(
    `42["answer:delta",{"messageId":"11111111-2222-4333-8444-555555555555","seq":${seq},"text":${JSON.stringify(text)}}]`,
  );

it('gives back every message, whatever is in it', () => {
  const bytes = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
    fc
      .tuple(fc.string({ minLength: 1, maxLength: 12 }), fc.nat(900))
      .map(([piece, times]) => Buffer.from(piece.repeat(times))),
  );
  fc.assert(fc.property(fc.array(bytes, { maxLength: 12 }), expectSame), { numRuns: 200 });
});

it('gives back messages that refer to others at every distance, and beyond the window', () => {
  const word = Buffer.from('Skärgården');
  const noise = (length: number) => Buffer.from(Array.from({ length }, (_, i) => (i * 7919) % 251));
  const distances = [1, 100, 2_000, 2_030, 2_037, 2_038, 2_039, 2_048, 2_049, 5_000, 70_000];
  expectSame(distances.flatMap((distance) => [word, noise(distance)]));
});

it('gives back the longest repetitions', () => {
  const lengths = [1, 2, 3, 4, 10, 11, 226, 227, 257, 258, 259, 260, 516, 517, 100_000];
  expectSame(lengths.map((length) => Buffer.alloc(length, 'å')));
});

it('makes an answer that comes word by word less than four times its text', () => {
  const text =
    'Havet är stort och djupt och täcker mer än sjuttio procent av jordens yta. Det är hem för miljontals arter, ' +
    'från mikroskopiska alger till blåvalen, som är det största djur som någonsin levt. Strömmarna flyttar värme.';
  const words = text.split(/(?= )/);
  const deflater = new MessageDeflater();
  const packed = words.map((word, index) => deflater.deflate(delta(index + 1, word)).length + 2);
  expect(packed.reduce((sum, bytes) => sum + bytes)).toBeLessThan(4 * Buffer.byteLength(text));
});
