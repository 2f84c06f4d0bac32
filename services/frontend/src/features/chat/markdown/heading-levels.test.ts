import { BlockReader } from './block-reader';
import { headingLevels } from './heading-levels';

it.each([
  ['## a\n\n### b\n\n## c', [4, 5, 4]],
  ['# a\n\n### b\n\n# c', [4, 5, 4]],
  ['### a\n\n## b', [4, 4]],
  ['# a\n\n## b\n\n### c\n\n#### d', [4, 5, 6, 6]],
  ['no heading', []],
])('gives the headings of %j the levels %j', (text, levels) => {
  const found = headingLevels(new BlockReader().read(text, false));
  expect(found.filter((level) => level !== null)).toEqual(levels);
});
