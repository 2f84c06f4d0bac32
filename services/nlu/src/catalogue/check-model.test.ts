import { dataDirectory } from '../config/data-directory';
import { modelFile } from '../config/model-files';
import { readModel } from '../model/model-file';
import type { ModelFacts } from '../model/understanding-model';
import { checkModel } from './check-model';
import { loadCatalogue } from './load-catalogue';

const catalogue = loadCatalogue(dataDirectory);
const facts = readModel(modelFile).facts as ModelFacts;

it('finds the committed model and the catalogue of one mind', () => {
  expect(checkModel(catalogue, facts)).toEqual([]);
});

it('names what only one of them knows', () => {
  const faults = checkModel(
    { ...catalogue, textSlots: [...catalogue.textSlots.slice(1), 'mood'] },
    { ...facts, intents: [...facts.intents.slice(1), 'smell_query'] },
  );
  expect(faults).toHaveLength(4);
  expect(faults.join('\n')).toMatch(
    /smell_query is missing[^]*does not know[^]*is missing[^]*does not know mood/u,
  );
});
