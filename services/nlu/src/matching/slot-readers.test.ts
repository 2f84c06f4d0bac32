import { loadCatalogue } from '../catalogue/load-catalogue';
import { Classifier } from '../classifier';
import { dataDirectory } from '../config/data-directory';

const classifier = new Classifier(loadCatalogue(dataDirectory));
const argsOf = (text: string) => classifier.classify(text).tool?.args;

it('leaves off the ending that shows what a name is', () => {
  expect(argsOf('spela Robyns låtar')).toEqual({ artist: 'Robyn' });
  expect(argsOf('spela min fredagsmyslista')).toEqual({ playlist: 'fredagsmys' });
  expect(argsOf('spela spellistan')).toBeUndefined();
});

it('keeps what was said where a list has a pattern for it', () => {
  expect(argsOf('spela Fransk pop')).toEqual({ genre: 'fransk pop' });
  expect(argsOf('spela hardrock')).toEqual({ genre: 'hardrock' });
});

it('knows a name without its capital by rare words or by the artists that many know', () => {
  expect(argsOf('sätt på kent')).toEqual({ query: 'kent' });
  expect(argsOf('sätt på bjork')).toEqual({ query: 'bjork' });
  expect(argsOf('sätt på anna järvinen')).toEqual({ query: 'anna järvinen' });
  expect(argsOf('sätt på espressomaskinen')).toBeUndefined();
  expect(argsOf('kör ett varv med roboten')).toBeUndefined();
});

it('keeps a mark in a name that goes before the artist, and none that ends the sentence', () => {
  expect(argsOf('spela Look Sharp! av Roxette')).toEqual({ track: 'Look Sharp!', artist: 'Roxette' });
  expect(argsOf('spela Waterloo!')).toEqual({ query: 'Waterloo' });
});

it('finds a song behind the artist that it belongs to', () => {
  expect(argsOf('spela Kents 747')).toEqual({ track: '747', artist: 'Kent' });
  expect(argsOf('spela Lars Winnerbäck')).toEqual({ query: 'Lars Winnerbäck' });
});
