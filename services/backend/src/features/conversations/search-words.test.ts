import fc from 'fast-check';
import { searchBeginnings } from './search-words';

it.each([
  ['recepten', ['recept']],
  ['Receptets', ['recept']],
  ['flickan flickorna', ['flick']],
  ['möte, mötet & MÖTEN', ['möt']],
  ['kan man', ['kan', 'man']],
  ['e-post: 3,5 kg', ['e', 'post', '3', '5', 'kg']],
  ['A\u030aska', ['åsk']],
  ['"*" (', []],
])('asks for %j by %j', (query, beginnings) => {
  expect(searchBeginnings(query)).toEqual(beginnings);
});

it('gives letters, digits and marks alone, and not more than is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (query) => {
      const beginnings = searchBeginnings(query);
      expect(beginnings.length).toBeLessThanOrEqual(40);
      for (const beginning of beginnings) {
        expect(beginning).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
        expect(beginning.length).toBeLessThanOrEqual(100);
      }
    }),
  );
});
