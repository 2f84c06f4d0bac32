import { linkTarget } from './link-rule';

it.each([
  ['https://alice.se/hjälp', 'hjälp', 'alice.se'],
  ['http://example.com:8080/', 'här', 'example.com:8080'],
  ['mailto:elin@example.se', 'Elin', 'elin@example.se'],
  ['  https://alice.se', 'x', 'alice.se'],
])('leads to %s', (href, words, place) => {
  expect(linkTarget(href, words)).toMatchObject({ place, hidden: true });
});

it.each([
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  ' JavaScript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://alice.se/1',
  '/settings',
  '#top',
  'alice.se',
  '//alice.se',
  'mailto:',
  'https://',
  '',
])('makes no link of %j', (href) => {
  expect(linkTarget(href, 'words')).toBeNull();
});

it.each([
  ['https://alice.se/a?b=1', 'https://alice.se/a?b=1'],
  ['https://alice.se/lång/väg', 'https://alice.se/lång'],
  ['http://www.alice.se/', 'www.alice.se'],
  ['https://alice.se/om', 'alice.se'],
  ['mailto:elin@example.se', 'elin@example.se'],
])('shows %s once where its words are %j', (href, words) => {
  expect(linkTarget(href, words)?.hidden).toBe(false);
});

it.each([
  ['https://other.se/', 'https://bank.se'],
  ['https://other.se/bank.se', 'bank.se'],
  ['https://bank.se@other.se/', 'https://bank.se@other.se/'],
  ['https://other.se/', 'bank.se eller other.se'],
  ['mailto:elin@other.se', 'elin@bank.se'],
])('shows that %s hides behind %j', (href, words) => {
  expect(linkTarget(href, words)).toMatchObject({ hidden: true });
});

it('shows the letters of another alphabet as what they are', () => {
  expect(linkTarget('https://аlice.se', 'https://alice.se')).toMatchObject({
    place: 'xn--lice-43d.se',
    hidden: true,
  });
});
