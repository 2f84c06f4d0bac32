import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCommandSet } from './command-set';

let directory: string;
let file: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'alice-command-set-'));
  file = join(directory, 'set.jsonl');
});
afterAll(() => rmSync(directory, { recursive: true }));

const read = (...lines: string[]) => {
  writeFileSync(file, lines.join('\n'));
  return readCommandSet(file);
};

it('reads commands and other talk, with or without a last line break', () => {
  const command = '{"text": "höj till 50", "tool": "SET_VOLUME", "args": {"level": 50}}';
  expect(read(command, '{"text": "min bror", "tool": null}', '')).toEqual([
    { text: 'höj till 50', tool: 'SET_VOLUME', args: { level: 50 } },
    { text: 'min bror', tool: null, args: {} },
  ]);
  expect(read(command)).toHaveLength(1);
});

it.each<[string, string]>([
  ['no JSON', '{"text": '],
  ['an unknown tool', '{"text": "hej", "tool": "DANCE"}'],
  ['no tool at all', '{"text": "hej"}'],
  ['no text', '{"tool": null}'],
  [
    'arguments that the tool refuses',
    '{"text": "höj till 500", "tool": "SET_VOLUME", "args": {"level": 500}}',
  ],
  ['an array', '[]'],
])('names file and line of %s', (_name, line) => {
  expect(() => read('{"text": "hej", "tool": null}', line)).toThrow(`${file}:2: `);
});

it('refuses a file that is missing or empty', () => {
  expect(() => readCommandSet(join(directory, 'missing.jsonl'))).toThrow(/missing\.jsonl: cannot be read/u);
  expect(() => read('', '')).toThrow(/no sentences/u);
});
