import { loadCatalogue } from '../catalogue/load-catalogue';
import { Classifier } from '../classifier';
import { dataDirectory } from '../config/data-directory';

const classifier = new Classifier(loadCatalogue(dataDirectory));
const toolOf = (text: string) => classifier.classify(text).tool;

it('reads what is said again once', () => {
  expect(toolOf('stäng av öh stäng av musiken')?.name).toBe('STOP');
  expect(toolOf('höj höj volymen')?.args).toEqual({ delta: 10 });
});

it('takes the last of what is put right', () => {
  expect(toolOf('sätt volymen på fyrtio nej femtio')?.args).toEqual({ level: 50 });
  expect(toolOf('sätt volymen på 40, nej förresten 45')?.args).toEqual({ level: 45 });
  expect(toolOf('nästa nej förra låten')?.name).toBe('PREV');
});

it('leaves repetition in names alone', () => {
  expect(toolOf('spela Bä bä vita lamm')?.args).toEqual({ query: 'Bä bä vita lamm' });
});
