import { expandTemplate } from './expand-template';
import { parseTemplate, TemplateSyntaxError } from './template-syntax';

const sentences = (template: string) =>
  expandTemplate(parseTemplate(template), ({ name }) => [`<${name}>`], 100);

it('expands choices, optional parts, slots and rules', () => {
  expect(sentences('(höj|sänk) volymen')).toEqual(['höj volymen', 'sänk volymen']);
  expect(sentences('pausa [musiken]')).toEqual(['pausa', 'pausa musiken']);
  expect(sentences('spela {query}')).toEqual(['spela <query>']);
  expect(sentences('<play> (a|b c) [d (e|f)]')).toHaveLength(6);
});

it('joins text that touches a group into one word', () => {
  expect(sentences('låt[en]')).toEqual(['låt', 'låten']);
  expect(sentences('jul(musik|låtar)')).toEqual(['julmusik', 'jullåtar']);
});

it('compares in lower case and composed', () => {
  expect(sentences('HO\u0308J')).toEqual(['höj']);
});

it.each(['', '(a|b', 'a)', '[a', '{a b}', '<Play>', 'a{b}', '()', 'a||b', '{', 'x(a b|c)'])(
  'refuses "%s"',
  (template) => {
    expect(() => parseTemplate(template)).toThrow(TemplateSyntaxError);
  },
);
