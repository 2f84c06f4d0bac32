import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelFileError, readModel, writeModel, type Section } from './model-file';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'alice-model-'))));
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const sections = new Map<string, Section>([
  ['bytes', Uint8Array.of(1, 2, 255)],
  ['steps', Int8Array.of(-127, 0, 127)],
  ['floats', Float32Array.of(0.1, -2.5)],
]);

it('reads back what was written, and writes the same bytes each time', () => {
  const file = join(directory, 'a.model');
  writeModel(file, { facts: { tags: ['O', 'å'] }, sections });
  const read = readModel(file);
  expect(read.facts).toEqual({ tags: ['O', 'å'] });
  expect([...read.sections]).toEqual([...sections]);
  writeModel(join(directory, 'b.model'), read);
  expect(readFileSync(join(directory, 'b.model')).equals(readFileSync(file))).toBe(true);
});

it('refuses what is no model, or only a part of one', () => {
  const file = join(directory, 'a.model');
  writeFileSync(file, 'something else\n');
  expect(() => readModel(file)).toThrow(ModelFileError);
  writeModel(file, { facts: {}, sections });
  writeFileSync(file, readFileSync(file).subarray(0, -17));
  expect(() => readModel(file)).toThrow(/cut off/u);
});
