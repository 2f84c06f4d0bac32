import { spokenText } from './spoken-text';

it.each([
  ['**Hej** _du_, det är `kod`.', 'Hej du, det är kod.'],
  ['## Rubrik\n\n- ett\n- två\n\n1. tre', 'Rubrik ett två tre'],
  ['Se [sidan](https://alice.se) och ![bild](x.png).', 'Se sidan och bild.'],
  ['Så:\n\n```js\nlet a = 1;\n```\n\nKlart.', 'Så: Kod. Klart.'],
  ['```js\nlet a', 'Kod.'],
  ['| a | b |\n|---|---|\n| 1 | 2 |', 'a b 1 2'],
  ['2 * 3 och snake_case', '2 * 3 och snake_case'],
])('reads %j as %j', (markdown, words) => {
  expect(spokenText(markdown, 'Kod')).toBe(words);
});

it('reads out no lecture, and ends at a word', () => {
  const words = spokenText('ord '.repeat(50_000), 'Kod');
  expect(words.length).toBeLessThan(620);
  expect(words).toMatch(/ ord …$/);
});
