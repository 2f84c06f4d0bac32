import type { Catalogue } from '../catalogue/catalogue';
import { Classifier } from '../classifier';
import { CommandModel } from '../commands/command-model';
import { sameCall } from '../commands/same-call';
import { fitCalibration, logOdds, type Calibration, type Trial } from '../model/calibration';
import type { ModelContents } from '../model/model-file';
import { SURE } from '../scoring/judge';
import type { CommandSentence } from '../evaluation/command-set';

/**
 * Finds how the command model's probabilities come true, on sentences that no template is sure of, since only these reach it: a
 * call is right where tool and arguments are.
 */
export function fitCommandCalibration(
  contents: ModelContents,
  catalogue: Catalogue,
  rows: readonly CommandSentence[],
): Calibration {
  const templates = new Classifier(catalogue);
  const reader = templates.commandReader(new CommandModel(contents));
  const trials = rows.flatMap(({ text, tool, args }): Trial[] => {
    if (templates.classify(text).confidence >= SURE) return [];
    const { proposal } = reader(text);
    if (!proposal) return [];
    const right = sameCall(proposal.tool, { name: tool, args });
    return [{ odds: logOdds(proposal.confidence), right }];
  });
  return fitCalibration(trials);
}
