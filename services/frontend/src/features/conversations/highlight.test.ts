import { highlight } from './highlight';

/** The hits in brackets. */
const marked = (text: string, query: string) =>
  highlight(text, query)
    .map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join('');

describe('highlight', () => {
  it.each([
    ['Recept på bullar', 'bull', 'Recept på [bullar]'],
    ['Recept på bullar', 'PÅ recept', '[Recept] [på] bullar'],
    ['Bolåneräntan', 'ränta', 'Bolåneräntan'],
    ['Bullar', '', 'Bullar'],
    ['Bullar', '. * (', 'Bullar'],
    ['<b>a</b> & b', 'b', '<[b]>a</[b]> & [b]'],
    ['', 'bull', ''],
  ])('of %p with %p is %p', (text, query, expected) => {
    expect(marked(text, query)).toBe(expected);
  });

  it('finds å however it is written', () => {
    expect(marked('P\u0061\u030Askl\u00E4gg', 'p\u00E5sk')).toBe('[P\u0061\u030Askl\u00E4gg]');
    expect(marked('p\u00E5sk', 'pa\u030Ask')).toBe('[p\u00E5sk]');
  });

  it('gives all of the text back', () => {
    const text = ' Ett, två och tre! ';
    expect(
      highlight(text, 'två')
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
