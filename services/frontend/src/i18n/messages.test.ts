import { en } from '../../messages/en';
import { sv } from '../../messages/sv';

type Tree = { [key: string]: string | Tree };

const flatten = (tree: Tree, prefix = ''): Record<string, string> =>
  Object.entries(tree).reduce(
    (all, [key, value]) => ({
      ...all,
      ...(typeof value === 'string' ? { [prefix + key]: value } : flatten(value, `${prefix}${key}.`)),
    }),
    {},
  );
/** The names of values; what a plural or a choice says for one case is none. */
const placeholders = (text: string) =>
  [...text.matchAll(/(?<!(?:zero|one|two|few|many|other|=\d{1,3}) ?)\{(\w+)(?=\s*[,}])/g)]
    .map(([, name]) => name)
    .sort();

describe('the messages', () => {
  const swedish = flatten(sv);
  const english = flatten(en);

  it('say the same things in both languages', () => {
    expect(Object.keys(english)).toEqual(Object.keys(swedish));
  });

  it('use the same values in both languages', () => {
    for (const [key, text] of Object.entries(swedish)) {
      expect([key, placeholders(english[key] ?? '')]).toEqual([key, placeholders(text)]);
    }
  });

  it('leave nothing empty', () => {
    const empty = Object.entries({ ...swedish, ...english }).filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });
});
