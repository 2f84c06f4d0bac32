import { isDeepStrictEqual } from 'node:util';
import type { Catalogue } from '../catalogue/catalogue';
import { Classifier } from '../classifier';
import { CommandModel } from '../commands/command-model';
import { fitCalibration, logOdds, type Calibration, type Trial } from '../model/calibration';
import type { ModelContents } from '../model/model-file';
import { SURE } from '../scoring/judge';
import type { CommandRow } from './command-rows';

/**
 * Finds how the command model's probabilities come true, on sentences that no template is sure of, since only these reach it: a
 * call is right where tool and arguments are.
 */
export function fitCommandCalibration(
  contents: ModelContents,
  catalogue: Catalogue,
  rows: readonly CommandRow[],
): Calibration {
  const templates = new Classifier(catalogue);
  const reader = templates.commandReader(new CommandModel(contents));
  const trials = rows.flatMap(({ text, tool, args }): Trial[] => {
    if (templates.classify(text).confidence >= SURE) return [];
    const { proposal } = reader(text);
    if (!proposal) return [];
    const right =
      proposal.tool.name === tool && isDeepStrictEqual(lowered(proposal.tool.args), lowered(args));
    return [{ odds: logOdds(proposal.confidence), right }];
  });
  return fitCalibration(trials);
}

function lowered(args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.toLowerCase() : value,
    ]),
  );
}
