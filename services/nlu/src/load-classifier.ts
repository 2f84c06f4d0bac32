import { loadCatalogue } from './catalogue/load-catalogue';
import { Classifier } from './classifier';
import { CommandModel } from './commands/command-model';
import { dataDirectory } from './config/data-directory';
import { commandModelFile, modelFile } from './config/model-files';
import { readModel } from './model/model-file';
import { UnderstandingModel } from './model/understanding-model';

/**
 * The classifier as it is shipped: all knowledge and both models, loaded once.
 * @throws KnowledgeError or ModelFileError where they cannot be used
 */
export function loadClassifier(): Classifier {
  return new Classifier(loadCatalogue(dataDirectory), {
    commands: new CommandModel(readModel(commandModelFile)),
    sentences: new UnderstandingModel(readModel(modelFile)),
  });
}
