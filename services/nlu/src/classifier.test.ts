import { loadCatalogue } from './catalogue/load-catalogue';
import { Classifier } from './classifier';
import { dataDirectory } from './config/data-directory';
import { loadClassifier } from './load-classifier';

const classifier = loadClassifier();
const templates = new Classifier(loadCatalogue(dataDirectory));
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

it('names what is said besides commands, with the words of its slots', () => {
  expect(classifier.classify('väck mig klockan sju på fredag')).toMatchObject({
    intent: 'alarm_set',
    slots: { date: 'fredag' },
    tool: null,
    matched: 'model:sentences',
  });
  expect(classifier.classify('hur blir vädret i Malmö').intent).toBe('weather_query');
  expect(classifier.classify('what is the weather in Boston').intent).toBe('weather_query');
});

it('carries out a command that no template fits', () => {
  const sentence = 'du kanske skulle kunna tänka dig att hoppa framåt till en annan låt va';
  expect(templates.classify(sentence).tool).toBeNull();
  expect(classifier.classify(sentence)).toMatchObject({ intent: 'NEXT', matched: 'model:commands' });
});

it('is as sure of a plain command without asking a model', () => {
  expect(classifier.classify('nästa låt')).toEqual(templates.classify('nästa låt'));
});
