import { completeTail } from './complete-tail';

it.each([
  ['a **bold', 'a **bold**'],
  ['a **bold ', 'a **bold**'],
  ['a **bold**', 'a **bold**'],
  ['a **bold*', 'a **bold**'],
  ['a **', 'a'],
  ['*one and **two', '*one and **two***'],
  ['~~gone', '~~gone~~'],
  ['snake_case and 2 * 3', 'snake_case and 2 * 3'],
  ['a `code', 'a `code`'],
  ['a `code` b', 'a `code` b'],
  ['a `', 'a '],
  ['`a ** b', '`a ** b`'],
  ['**see `code', '**see `code`**'],
  ['\\*not so', '\\*not so'],
  ['see [the wor', 'see the wor'],
  ['see [the words](https://alice.s', 'see the words'],
  ['see [the words](https://alice.se) and', 'see [the words](https://alice.se) and'],
  ['see [1]', 'see [1]'],
  ['![a picture](https://a', 'a picture'],
])('shows %j as %j', (text, shown) => {
  expect(completeTail(text)).toBe(shown);
});

it.each([
  ['Here:\n-', 'Here:\n'],
  ['Here:\n---', 'Here:\n'],
  ['Here:\n=', 'Here:\n'],
  ['a\n\n1.', 'a\n\n'],
  ['a\n\n##', 'a\n\n'],
  ['a\n\n``', 'a\n\n'],
  ['a\n\n```js', 'a\n\n'],
  ['- a\n- ', '- a\n'],
  ['a\n\n- b', 'a\n\n- b'],
  ['a\n\n## b', 'a\n\n## b'],
])('holds back in %j what may become anything', (text, shown) => {
  expect(completeTail(text)).toBe(shown);
});

it.each([
  ['a\n\n| x | y', 'a\n\n'],
  ['a\n\n| x | y |\n|--', 'a\n\n'],
  ['a\n\n| x | y |\n|---|---|', 'a\n\n| x | y |\n|---|---|'],
  ['| x |\n|---|\n| **b', '| x |\n|---|\n| **b**'],
  ['| x |', ''],
])('shows the table of %j when it is one', (text, shown) => {
  expect(completeTail(text)).toBe(shown);
});

it('leaves code alone until its fence is closed', () => {
  expect(completeTail('```js\nlet a = `x')).toBe('```js\nlet a = `x');
  expect(completeTail('```js\nlet a\n``')).toBe('```js\nlet a\n');
  expect(completeTail('```js\nlet a\n```\n**b')).toBe('```js\nlet a\n```\n**b**');
});
