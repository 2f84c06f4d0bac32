import { loadCatalogue } from '../catalogue/load-catalogue';
import { Classifier } from '../classifier';
import { dataDirectory } from '../config/data-directory';
import { Random } from './random';
import { TemplateSampler } from './template-samples';

const catalogue = loadCatalogue(dataDirectory);
const names = new Map(
  ['track', 'artist', 'album', 'playlist', 'genre', 'query'].map((argument) => [argument, ['Kentauren']]),
);

it('makes sentences of every tool with their arguments', () => {
  const [swedish] = catalogue.languages;
  if (!swedish) throw new Error('no Swedish');
  const samples = new TemplateSampler(swedish, catalogue.slots, names, new Random(2)).sample(400);
  expect(new Set(samples.map(({ tool }) => tool)).size).toBe(12);
  const again = new TemplateSampler(swedish, catalogue.slots, names, new Random(2)).sample(400);
  expect(again).toEqual(samples);
  const classifier = new Classifier(catalogue);
  const right = samples.filter(({ text, tool }) => classifier.classify(text).tool?.name === tool).length;
  // Frames and templates that exclude each other meet here too.
  expect(right / samples.length).toBeGreaterThan(0.8);
});
