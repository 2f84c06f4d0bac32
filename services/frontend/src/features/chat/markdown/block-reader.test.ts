import { Lexer } from 'marked';
import { BlockReader } from './block-reader';

const DOCUMENT = `# Title

A paragraph with **bold**, \`code\` and a [link](https://alice.se).
Its second line.

- one
- two
  - deeper

  and more

1. first
2. second

| a | b |
|---|--:|
| x | *y* |

\`\`\`js
const a = 1;

// end
\`\`\`

> quoted
> twice

[ref]: https://alice.se/ref

See [ref] and <b>html</b>.

    indented

---
The end`;

const rawOf = (tokens: readonly { raw: string }[]) => tokens.map(({ raw }) => raw).join('');

it.each([1, 2, 3, 7, 50])('reads a text that comes %i characters at a time as one that is whole', (step) => {
  const reader = new BlockReader();
  for (let end = step; end < DOCUMENT.length; end += step) reader.read(DOCUMENT.slice(0, end), true);
  expect(reader.read(DOCUMENT, false)).toEqual([...new Lexer({ gfm: true, breaks: true }).lex(DOCUMENT)]);
});

it('keeps the blocks that are settled, so that they are not drawn again', () => {
  const reader = new BlockReader();
  const before = reader.read('one\n\ntwo', true);
  const after = reader.read('one\n\ntwo and three', true);
  expect(after[0]).toBe(before[0]);
  expect(after.at(-1)).not.toBe(before.at(-1));
});

it('begins anew where the text is another', () => {
  const reader = new BlockReader();
  reader.read('one\n\ntwo', true);
  expect(rawOf(reader.read('three', false))).toBe('three');
});

it('reads the line ends of every system', () => {
  expect(new BlockReader().read('a\r\n\r\nb', false).map(({ type }) => type)).toEqual([
    'paragraph',
    'space',
    'paragraph',
  ]);
});

it.each([
  '>'.repeat(5_000),
  '- '.repeat(5_000),
  '*'.repeat(50_000),
  '['.repeat(20_000),
  'ord '.repeat(25_000),
])('takes no longer than a moment for %#, and no error', (text) => {
  const started = performance.now();
  expect(rawOf(new BlockReader().read(text, true)).length).toBeGreaterThanOrEqual(0);
  expect(performance.now() - started).toBeLessThan(2_000);
});
