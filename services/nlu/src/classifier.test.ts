import { classificationSchema, toolArgumentSchemas } from '@alice/contracts';
import fc from 'fast-check';
import { loadCatalogue } from './catalogue/load-catalogue';
import { Classifier } from './classifier';
import { dataDirectory } from './config/data-directory';

const catalogue = loadCatalogue(dataDirectory);
const classifier = new Classifier(catalogue);
const toolOf = (text: string, locale?: 'sv' | 'en') => classifier.classify(text, locale).tool;

it('answers with intent, confidence, slots, tool and the template that matched', () => {
  expect(classifier.classify('höj volymen till femtio procent')).toEqual({
    intent: 'SET_VOLUME',
    confidence: 0.98,
    slots: { level: 50 },
    tool: { name: 'SET_VOLUME', args: { level: 50 } },
    alternatives: [],
    matched: expect.stringMatching(/^sv\/sentences\/volume\/set-volume\.yml:\d+$/u) as string,
  });
});

it('leaves tool words in names alone and keeps them as they were written', () => {
  expect(toolOf('spela Paus av Emil Jensen')?.args).toEqual({ track: 'Paus', artist: 'Emil Jensen' });
  expect(toolOf('SPELA låten STOPPA Musiken, tack!')?.args).toEqual({ track: 'STOPPA Musiken' });
});

it.each([
  'HÖJ VOLYMEN',
  'Höj volymen!',
  'ho\u0308j volymen',
  'hoj volymen',
  'höj   volymen .',
  'Hej Alice, höj volymen tack',
  'kan du snälla höja volymen?',
  'öh alltså höj liksom volymen',
  'höj volymen 🙏',
])('understands "%s" as people write and talk', (text) => {
  expect(toolOf(text)).toEqual({ name: 'SET_VOLUME', args: { delta: 10 } });
});

it('understands both languages whatever the locale', () => {
  expect(toolOf('next song', 'sv')?.name).toBe('NEXT');
  expect(toolOf('nästa låt', 'en')?.name).toBe('NEXT');
  expect(classifier.classify('stop', 'en').matched).toMatch(/^en\//u);
  expect(classifier.classify('stop', 'sv').matched).toMatch(/^sv\//u);
});

it('takes "stoppa musiken" for STOP and "pausa musiken" for PAUSE', () => {
  expect(toolOf('stoppa musiken')?.name).toBe('STOP');
  expect(toolOf('pausa musiken')?.name).toBe('PAUSE');
});

it('is below the usual threshold where a wish may be for a game', () => {
  expect(classifier.classify('jag vill spela Lucia').confidence).toBeLessThan(0.85);
});

describe('within its bounds', () => {
  const words = [
    ...catalogue.languages.flatMap(({ rules }) =>
      Object.values(rules)
        .join(' ')
        .split(/[^\p{L}]+/u),
    ),
  ];
  const spoken = fc.array(
    fc.oneof(
      fc.constantFrom(
        ...words,
        'spela',
        'av',
        'volymen',
        'till',
        'procent',
        'och',
        'hundra',
        '"',
        '?',
        '50%',
        'öh',
        'tack',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 30 },
  );

  it('never throws, and its arguments always fit the tool', () => {
    fc.assert(
      fc.property(spoken, fc.constantFrom('sv', 'en', undefined), (parts, locale) => {
        const found = classificationSchema.parse(classifier.classify(parts.join(' '), locale));
        if (found.tool) toolArgumentSchemas[found.tool.name].parse(found.tool.args);
        else expect(found.confidence).toBe(0);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each<[string, string]>([
    ['a name without end', `spela ${'av '.repeat(330)}`],
    ['repeated politeness', 'kan du snälla '.repeat(70)],
    ['repeated hesitation', 'öh '.repeat(333)],
    ['hesitation in a name', `spela ${'öh typ '.repeat(140)}`],
    ['nested repeats', 'spela spela av av '.repeat(55)],
    ['numbers', `volym ${'hundra '.repeat(140)}`],
    ['one long number', `volym ${'hundra'.repeat(160)}`],
    ['digits', '9'.repeat(1000)],
    ['combining marks', `spela a${'\u0301'.repeat(990)}`],
    ['right to left', 'שיר '.repeat(250)],
    ['pictures', '👩‍👩‍👧‍👦'.repeat(90)],
    ['quotation marks', '"'.repeat(1000)],
    ['lone surrogates', '\ud800 '.repeat(500)],
    ['ten thousand characters', 'höj volymen med '.repeat(625)],
    ['the longest command', 'spela av med '.repeat(20)],
    ['long politeness', 'kan du snälla '.repeat(20)],
    ['long hesitation in a name', `spela ${'öh typ '.repeat(29)}`],
    ['long numbers', `volym ${'hundra '.repeat(59)}`],
  ])('reads %s in little time', (_name, text) => {
    classifier.classify(text);
    const times = Array.from({ length: 5 }, () => {
      const started = performance.now();
      classifier.classify(text);
      return performance.now() - started;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });

  it('takes time in proportion to the length', () => {
    const time = (text: string) =>
      Math.min(
        ...Array.from({ length: 40 }, () => {
          const started = performance.now();
          classifier.classify(text);
          return performance.now() - started;
        }),
      );
    const short = time('spela av och med '.repeat(3));
    const long = time('spela av och med '.repeat(15));
    expect(long / short).toBeLessThan(5 * 4);
  });
});
