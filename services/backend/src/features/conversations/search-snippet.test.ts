import fc from 'fast-check';
import { snippetOf } from './search-snippet';
import { searchBeginnings } from './search-words';

const shown = (text: string, query: string) =>
  snippetOf(text, searchBeginnings(query))
    .map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join('');

const filler = 'Och sedan gick de hem igen. '.repeat(20);

it('shows a short text whole, on one line, with its hits', () => {
  expect(shown(' Recept:\n\n  två  recepten ', 'recept')).toBe('[Recept]: två [recepten]');
});

it('shows the place where most of the words stand close together', () => {
  const text = `${filler}mjölk ${filler}ägg, mjölk och smör ${filler}`;
  expect(shown(text, 'mjölk ägg smör')).toMatch(/^….* \[ägg\], \[mjölk\] och \[smör\] .*…$/);
});

it('begins at a word', () => {
  expect(shown(`${filler}åska`, 'åska')).toMatch(/^…(?:gick|de|hem|igen\.|Och|sedan) .*\[åska\]$/);
});

it('shows the beginning where only the database sees a hit', () => {
  expect(shown(filler, 'finns inte')).toMatch(/^Och sedan gick .*…$/);
});

it('shows a piece of the text, never longer than 160, whatever the text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc
      .array(
        fc.oneof(
          fc.constantFrom('åska', 'ÅSKAN', 'regn', '🦐🦐🦐', '\n', '…'),
          fc.string({ maxLength: 300 }),
        ),
      )
      .map((words) => words.join(' ')),
    fc.constantFrom(
      'å'.repeat(500),
      '🦐'.repeat(300),
      'x'.repeat(155) + '🦐'.repeat(5),
      `${'ä'.repeat(200)} åska`,
    ),
  );
  fc.assert(
    fc.property(text, (anything) => {
      const parts = snippetOf(anything, ['åsk', 'regn', 'ä']);
      const whole = parts.map((part) => part.text).join('');
      const line = anything.trim().replace(/\s+/g, ' ');
      expect(whole.length).toBeLessThanOrEqual(160);
      expect(line.includes(whole) || line.includes(whole.replace(/^…/, '').replace(/…$/, ''))).toBe(true);
      if (anything.isWellFormed()) expect(parts.every((part) => part.text.isWellFormed())).toBe(true);
      for (const part of parts) {
        expect(part.text).not.toBe('');
        if (part.hit) expect(part.text.normalize('NFC')).toMatch(/^(?:åsk|regn|ä)/iu);
      }
    }),
    { numRuns: 2_000 },
  );
});
