import fc from 'fast-check';
import { readNdjson } from './read-ndjson';

const bytes = (text: string) => Buffer.from(text, 'utf8');

async function* chunksOf(...chunks: (string | Uint8Array)[]) {
  for (const chunk of chunks) yield await Promise.resolve(typeof chunk === 'string' ? bytes(chunk) : chunk);
}

async function valuesIn(chunks: AsyncIterable<Uint8Array>, mostBytes = 1_000): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of readNdjson(chunks, mostBytes)) values.push(value);
  return values;
}

it('gives each value of several lines in one chunk, whatever ends and separates them', async () => {
  const chunks = chunksOf('{"a":1}\n{"a":2}\r\n\r\n   \n\n{"a":3}');
  expect(await valuesIn(chunks)).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
});

it('gives a value as soon as its line is complete', async () => {
  let sent = 0;
  const chunks = async function* () {
    for (const text of ['{"a"', ':1}\n{"a":', '2}\n']) {
      sent++;
      yield await Promise.resolve(bytes(text));
    }
  };
  const values = readNdjson(chunks(), 100);
  expect(await values.next()).toEqual({ done: false, value: { a: 1 } });
  expect(sent).toBe(2);
});

it('puts characters and lines together again wherever they were cut', async () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 40 });
  const cuts = fc.infiniteStream(fc.integer({ min: 1, max: 9 }));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 8 }), cuts, async (lines, lengths) => {
      const whole = bytes(lines.map((text) => `${JSON.stringify({ text })}\n`).join(''));
      const chunks: Uint8Array[] = [];
      for (let from = 0; from < whole.length;) {
        const length = Number(lengths.next().value);
        chunks.push(whole.subarray(from, from + length));
        from += length;
      }
      expect(await valuesIn(chunksOf(...chunks))).toEqual(lines.map((text) => ({ text })));
    }),
    { numRuns: 200 },
  );
});

it.each(['{"a":', '{"a":1}\nnonsense about a secret\n', '{"a":1}{"a":2}\n'])(
  'refuses %j without quoting it',
  async (text) => {
    const reading = valuesIn(chunksOf(text));
    await expect(reading).rejects.toThrow(new SyntaxError('a line is no JSON'));
  },
);

it('gives up a line that is too long before the rest of it is read, and leaves the source', async () => {
  const chunk = Buffer.alloc(65_536, 'a');
  let sent = 0;
  let left = false;
  const endless = async function* () {
    try {
      for (; sent < 10_000; sent++) yield await Promise.resolve(chunk);
    } finally {
      left = true;
    }
  };
  await expect(valuesIn(endless(), 1024 * 1024)).rejects.toThrow('a line is longer than 1048576 bytes');
  expect(sent).toBe(16);
  expect(left).toBe(true);
});

it('refuses a line that is too long within one chunk', async () => {
  await expect(valuesIn(chunksOf(`{}\n"${'a'.repeat(2_000)}"\n`))).rejects.toThrow(/longer than 1000 bytes/);
});

it('reads a long line in tiny chunks in a moment', async () => {
  const line = bytes(`"${'a'.repeat(300_000)}"\n`);
  const tiny = async function* () {
    for (let at = 0; at < line.length; at++) yield await Promise.resolve(line.subarray(at, at + 1));
  };
  const started = performance.now();
  expect(await valuesIn(tiny(), 1024 * 1024)).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(2_000);
});
