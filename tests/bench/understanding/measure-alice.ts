import { loadClassifier } from '../../../services/nlu/src/load-classifier';
import { modelFile } from '../../../services/nlu/src/config/model-files';
import type { Prediction } from '../../../services/nlu/src/evaluation/calibration';
import { scoreCommands, toolPredictions } from '../../../services/nlu/src/evaluation/command-score';
import { countConfusions, type Confusion } from '../../../services/nlu/src/evaluation/confusions';
import { intentPredictions, scoreMassive } from '../../../services/nlu/src/evaluation/massive-score';
import { timeEach } from '../../../services/nlu/src/evaluation/time-each';
import { readModel } from '../../../services/nlu/src/model/model-file';
import { UnderstandingModel } from '../../../services/nlu/src/model/understanding-model';
import type { BenchSentences, CommandSetName } from './bench-sentences';
import { countAccepted, THRESHOLD, timesOf, type Contestant } from './contestant';
import { serviceFootprint } from './footprint';

/** Alice's figures, and what their drawings are made of. */
export interface Alice extends Contestant {
  /** How sure the model is of MASSIVE's intents. */
  readonly intentPredictions: readonly Prediction[];
  /** How sure the classifier is of the tools it offers, on the sentences that nobody tuned on. */
  readonly toolPredictions: readonly Prediction[];
  readonly confusions: readonly Confusion[];
}

export async function measureAlice({ dev, nonMedia, sets, commands }: BenchSentences): Promise<Alice> {
  const model = new UnderstandingModel(readModel(modelFile));
  const read = timeEach(dev, ({ utt }) => model.read(utt));
  const classifier = loadClassifier();
  const classify = (text: string) => classifier.classify(text);
  const answers = (name: CommandSetName) => sets[name].map(({ text }) => classify(text));
  const score = (name: CommandSetName) => scoreCommands(sets[name], answers(name), THRESHOLD);
  return {
    massive: scoreMassive(dev, read.results),
    massiveTimes: timesOf(read.milliseconds),
    sets: { tuned: score('tuned'), 'held-out': score('held-out') },
    nonMediaAccepted: countAccepted(nonMedia.map(classify)),
    commandTimes: timesOf(timeEach(commands, classify).milliseconds),
    footprint: await serviceFootprint(dev.map(({ utt }) => utt)),
    intentPredictions: intentPredictions(dev, read.results),
    toolPredictions: toolPredictions(sets['held-out'], answers('held-out')),
    confusions: countConfusions(
      dev.map(({ intent }, index) => ({ wanted: intent, found: read.results[index]?.intent ?? '' })),
    ),
  };
}
