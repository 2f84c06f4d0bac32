import { loadCatalogue } from '../catalogue/load-catalogue';
import { Classifier } from '../classifier';
import { dataDirectory } from '../config/data-directory';

const classifier = new Classifier(loadCatalogue(dataDirectory));
const toolOf = (text: string) => classifier.classify(text).tool;

it.each([
  'sänk volymen, grannarna klagar',
  'grannarna klagar, sänk volymen',
  'sänk volymen så barnen kan sova',
  'pappa har huvudvärk så sänk volymen',
  'det är för högt, sänk den',
])('finds the command beside the remark in "%s"', (text) => {
  expect(toolOf(text)).toEqual({ name: 'SET_VOLUME', args: { delta: -10 } });
});

it('takes no condition from the "om" of a longer verb', () => {
  expect(toolOf('mormor tycker om den här, sänk volymen')).toEqual({
    name: 'SET_VOLUME',
    args: { delta: -10 },
  });
});

it('knows what a question beside the command is about', () => {
  expect(toolOf('varför är shuffle på? stäng av det')).toEqual({ name: 'SHUFFLE', args: { enabled: false } });
});

it('keeps a remark out of the name before it', () => {
  expect(toolOf('spela låten Stad i ljus, jag älskar den')?.args).toEqual({ track: 'Stad i ljus' });
  expect(toolOf('spela Laleh medan jag diskar')?.args).toEqual({ query: 'Laleh' });
});

it.each([
  'pausa musiken när filmen börjar',
  'om det blir tyst, höj volymen',
  'han sa till mig, höj volymen',
  'höj volymen, tänd lampan',
  'höj volymen, sa han',
  'stäng av den, grannarna klagar',
])('takes no condition, quotation or second command for a remark: "%s"', (text) => {
  expect(toolOf(text)).toBeNull();
});
