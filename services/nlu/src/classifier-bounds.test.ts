import { classificationSchema, toolArgumentSchemas } from '@alice/contracts';
import fc from 'fast-check';
import { loadCatalogue } from './catalogue/load-catalogue';
import { dataDirectory } from './config/data-directory';
import { loadClassifier } from './load-classifier';
import { expandTemplate } from './matching/expand-template';
import type { LanguageKnowledge } from './matching/knowledge';
import { parseTemplate } from './matching/template-syntax';

/** Sentences tried; `make fuzz` tries a million. */
const RUNS = Number(process.env['RUNS'] ?? 4_000);
const MILLISECONDS_A_RUN = 20;
const SENTENCES_A_TEMPLATE = 12;

const catalogue = loadCatalogue(dataDirectory);
const classifier = loadClassifier();

/** Every word of a language's own templates, rules, frame, numbers and lists. */
function vocabularyOf({ rules, frame, numbers, lists, files }: LanguageKnowledge): string[] {
  const templates = files.flatMap(({ groups }) => groups.flatMap(({ sentences }) => sentences));
  return [rules, frame, numbers, lists, templates.map(({ template }) => template)]
    .flatMap((part) => JSON.stringify(part).split(/[^\p{L}\p{N}']+/u))
    .filter((word) => word !== '');
}

/** Sentences that the templates make, with slots still in braces. */
function sentencesOf({ rules, files }: LanguageKnowledge): string[] {
  const expand = ({ kind, name }: { kind: 'slot' | 'rule'; name: string }): string[] => {
    const rule = rules[name];
    return kind === 'rule' && rule !== undefined
      ? expandTemplate(parseTemplate(rule), expand, SENTENCES_A_TEMPLATE)
      : [`{${name}}`];
  };
  return files.flatMap(({ groups }) =>
    groups.flatMap(({ sentences }) =>
      sentences.flatMap(({ template }) =>
        expandTemplate(parseTemplate(template), expand, SENTENCES_A_TEMPLATE),
      ),
    ),
  );
}

const vocabulary = [...new Set(catalogue.languages.flatMap(vocabularyOf))];
const sentences = [...new Set(catalogue.languages.flatMap(sentencesOf))];

const oddity = fc.constantFrom(
  ...[
    '"',
    '”',
    '«',
    "'",
    '?',
    '!',
    '…',
    ',',
    ' - ',
    '–',
    '%',
    '50%',
    '-20',
    '+5',
    '1 000 000',
    '1,5',
    '½',
    '٣',
    '²',
  ],
  ...['\0', '\ud800', '\udc00', '\u0301', '\u200d', '\u202e', '\ufeff', 'ﬁ', 'İ', 'ß', 'ŉ', 'Å', '🔊', '👩‍👩‍👧‍👦'],
  ...['שיר', 'музыка', '音楽', '__proto__', 'constructor', 'toString', '{level}', '[', '<rule>', '\\', '\n'],
);
const word = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...vocabulary) },
  { weight: 1, arbitrary: fc.nat({ max: 2_000_000 }).map(String) },
  { weight: 1, arbitrary: oddity },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);
const blank = fc.constantFrom(' ', ' ', ' ', '  ', '', '\t', '\u00a0');

/** Words of the templates in any order. */
const salad = fc
  .tuple(fc.array(word, { maxLength: 40 }), blank)
  .map(([words, between]) => words.join(between));

/** A template's own sentence with slots filled by anything, and words dropped, doubled, moved, put in or misspelt. */
const nearSentence = fc
  .tuple(
    fc.constantFrom(...sentences),
    fc.array(word, { minLength: 1, maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom('drop', 'double', 'move', 'insert', 'misspell'), fc.nat(), word), {
      maxLength: 3,
    }),
  )
  .map(([sentence, fillers, edits]) => {
    const filled = sentence.replaceAll(/\{[a-z_]+\}/giu, () => fillers.join(' '));
    const words = filled.split(' ');
    for (const [edit, position, other] of edits) {
      const at = position % (words.length + 1);
      const here = words[at] ?? '';
      if (edit === 'drop') words.splice(at, 1);
      else if (edit === 'double') words.splice(at, 0, here);
      else if (edit === 'move') words.push(...words.splice(at, 1));
      else if (edit === 'insert') words.splice(at, 0, other);
      else words.splice(at, 1, here.slice(0, position % 5) + here.slice((position % 5) + 1));
    }
    return words.join(' ');
  });

const repeats = fc
  .tuple(word, word, fc.nat({ max: 40 }), fc.nat({ max: 4 }))
  .map(([inner, outer, often, deep]) => {
    let text = inner;
    for (let level = 0; level < deep; level += 1) text = `${outer} ${text} `.repeat(1 + (often % 5));
    return text.slice(0, 1_000);
  });

const anyText = fc.oneof(
  { weight: 5, arbitrary: nearSentence },
  { weight: 4, arbitrary: salad },
  { weight: 2, arbitrary: repeats },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  // Half surrogate pairs and all.
  {
    weight: 1,
    arbitrary: fc
      .array(fc.nat({ max: 0xffff }), { maxLength: 100 })
      .map((units) => String.fromCharCode(...units)),
  },
);

it(
  'answers anything that may be said with a confidence within 0 and 1 and arguments that the tool takes',
  () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('sv', 'en', undefined), (text, locale) => {
        const found = classificationSchema.parse(classifier.classify(text, locale));
        if (found.tool) toolArgumentSchemas[found.tool.name].parse(found.tool.args);
        return found.alternatives.every(({ confidence }) => confidence >= 0 && confidence <= 1);
      }),
      { numRuns: RUNS },
    );
  },
  5_000 + RUNS * MILLISECONDS_A_RUN,
);

it('answers the same however often and after whatever it is asked', () => {
  fc.assert(
    fc.property(anyText, anyText, (text, other) => {
      const first = classifier.classify(text);
      classifier.classify(other);
      expect(classifier.classify(text)).toEqual(first);
    }),
    { numRuns: 200 },
  );
});

it('often answers sentences near to the templates with a tool, so that the arguments above are tried', () => {
  const sample = fc.sample(nearSentence, 400);
  expect(sample.filter((text) => classifier.classify(text).tool !== null).length).toBeGreaterThan(40);
});

/** Texts five times as long as the service takes: what grows with the square of the length shows. */
const LENGTH = 5_000;
const fill = (piece: string, before = '') =>
  (before + piece.repeat(Math.ceil(LENGTH / piece.length))).slice(0, LENGTH);

describe('within 50 ms', () => {
  it.each<[string, string]>([
    ['a name without end', fill('av ', 'spela ')],
    ['a name in one word', fill('a', 'spela ')],
    ['politeness', fill('kan du snälla ')],
    ['hesitation', fill('öh ')],
    ['hesitation in a name', fill('öh typ ', 'spela ')],
    ['commands one after another', fill('spela nästa pausa höj volymen med ')],
    ['taking back without end', fill('nej jag menar nästa nej ')],
    ['negations', fill('inte ')],
    ['nested repeats', fill('spela spela av av spela låten av ')],
    ['numbers', fill('hundra ', 'volym ')],
    ['one long number', fill('hundra', 'volym ')],
    ['one long almost-number', fill('hundratusen', 'volym x')],
    ['misspelt words', fill('spella volyymen ')],
    [
      'a different misspelt word each time',
      fill(vocabulary.map((word) => `${word.slice(0, 2)}${word.slice(1)} `).join('')),
    ],
    ['one letter', fill('a')],
    ['one letter a word', fill('a ')],
    [
      'a different word each time',
      Array.from({ length: 1_400 }, (_, i) => `x${String(i)}y`)
        .join(' ')
        .slice(0, LENGTH),
    ],
    ['digits', fill('9')],
    ['digits and percent signs', fill('9%')],
    ['minus signs', fill('-')],
    ['minus signs and digits', fill('-9')],
    ['question marks', fill('?')],
    ['question marks after a word', fill('?', 'pausa')],
    ['full stops between letters', fill('a.')],
    ['quotation marks', fill('"')],
    ['quoted words', fill('"spela" ')],
    ['brackets', fill('[{(<|')],
    ['blanks', fill(' ', 'pausa')],
    ['blanks of every kind', fill(' \t\u00a0\u2003\u3000')],
    ['line breaks', fill('pausa\n')],
    ['NUL', fill('\0')],
    ['combining marks', fill('\u0301', 'spela a')],
    ['combining marks out of order', fill('\u0323\u0301\u0327', 'spela a')],
    ['letters that decompose into many', fill('\ufdfa')],
    ['Hangul letters to compose', fill('\u1112\u1161\u11ab')],
    ['right to left', fill('שיר ')],
    ['marks that turn the direction', fill('\u202e\u202d')],
    ['pictures joined', fill('👩‍👩‍👧‍👦')],
    ['flags', fill('🇸🇪')],
    ['lone surrogates', fill('\ud800 ')],
    ['halves of pairs the wrong way round', fill('\udc00\ud800')],
    ['letters that change length in lower case', fill('İ')],
  ])('reads 5,000 characters of %s', (_name, text) => {
    expect(text.length).toBeLessThanOrEqual(LENGTH);
    // Of this thread alone, and once the engine has compiled what it runs: a busy machine is no slow reader.
    let least = Infinity;
    for (let run = 0; run < 12 && least >= 50; run++) {
      const started = process.threadCpuUsage();
      classifier.classify(text);
      const { user, system } = process.threadCpuUsage(started);
      least = Math.min(least, (user + system) / 1000);
    }
    expect(least).toBeLessThan(50);
  });
});

it('takes time in proportion to the length of what is said', () => {
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
