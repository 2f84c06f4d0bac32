import { decodeEntities } from './entities';

it.each([
  ['a &amp; b &lt;c&gt;', 'a & b <c>'],
  ['&aring;&auml;&ouml; &#229; &#xE5;', 'åäö å å'],
  ['&#128512;', '😀'],
  ['&#0; &#xD800; &#x110000;', '\ufffd \ufffd \ufffd'],
  ['&constructor; &unknown; & ;', '&constructor; &unknown; & ;'],
  ['&amp;lt;', '&lt;'],
])('reads %j as %j', (text, characters) => {
  expect(decodeEntities(text)).toBe(characters);
});
