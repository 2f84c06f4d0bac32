import { readFileSync, writeFileSync } from 'node:fs';

/** A number array in a model file. */
export type Section = Int8Array | Uint8Array | Float32Array;

/** What is stored of a model: facts as JSON, and arrays by name. */
export interface ModelContents {
  readonly facts: unknown;
  readonly sections: ReadonlyMap<string, Section>;
}

/** A file that is not a model of this form. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError';
}

const MAGIC = 'ALICE-NLU-2\n';
const ALIGNMENT = 16;
const KINDS = { i8: Int8Array, u8: Uint8Array, f32: Float32Array } as const;
type Kind = keyof typeof KINDS;

interface Entry {
  name: string;
  kind: Kind;
  offset: number;
  length: number;
}

/** Writes a model: a line that names the form, a line of JSON, then the arrays (little-endian, each at a multiple of 16 bytes). */
export function writeModel(file: string, { facts, sections }: ModelContents): void {
  let offset = 0;
  const entries = [...sections].map(([name, data]): Entry => {
    const kind = (Object.keys(KINDS) as Kind[]).find((key) => data instanceof KINDS[key]) as Kind;
    const entry = { name, kind, offset, length: data.length };
    offset = align(offset + data.byteLength);
    return entry;
  });
  const head = Buffer.from(`${MAGIC}${JSON.stringify({ facts, entries })}\n`);
  const bytes = Buffer.alloc(align(head.length) + offset);
  head.copy(bytes);
  entries.forEach((entry) => {
    const data = sections.get(entry.name) as Section;
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).copy(bytes, align(head.length) + entry.offset);
  });
  writeFileSync(file, bytes);
}

/**
 * Reads a model.
 * @throws ModelFileError where the file has another form or is cut off
 */
export function readModel(file: string): ModelContents {
  // An aligned buffer of the file's own, of which the arrays are views.
  const bytes = readFileSync(file);
  const headEnd = bytes.indexOf('\n', MAGIC.length) + 1;
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC || headEnd === 0)
    throw new ModelFileError(`${file} is no model of this version`);
  const { facts, entries } = JSON.parse(bytes.toString('utf8', MAGIC.length, headEnd)) as {
    facts: unknown;
    entries: Entry[];
  };
  const start = align(headEnd);
  const sections = entries.map(({ name, kind, offset, length }): [string, Section] => {
    const View = KINDS[kind];
    const end = start + offset + length * View.BYTES_PER_ELEMENT;
    if (end > bytes.length) throw new ModelFileError(`${file} is cut off`);
    return [name, new View(bytes.buffer, bytes.byteOffset + start + offset, length)];
  });
  return { facts, sections: new Map(sections) };
}

function align(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}
