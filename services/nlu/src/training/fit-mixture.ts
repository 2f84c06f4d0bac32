import { slotF1 } from '../evaluation/slot-f1';
import { fitCalibration, logOdds } from '../model/calibration';
import type { ModelContents } from '../model/model-file';
import { likeliestTags, slotsOnPath } from '../model/tag-path';
import { mixTags, UnderstandingModel, type Mixture, type ModelFacts } from '../model/understanding-model';
import type { TrainingRow } from './training-rows';

const TAGGER_SHARES = [0.3, 0.4, 0.5, 0.6, 0.7] as const;
const NO_SLOT = Array.from({ length: 9 }, (_, step) => step * 0.15);

/** How the parts are best mixed, by trying on sentences that none of them was trained on. */
export function fitMixture(
  contents: ModelContents,
  tuning: readonly TrainingRow[],
  report: (line: string) => void,
): Mixture {
  const model = new UnderstandingModel(contents);
  const { tags } = contents.facts as ModelFacts;
  const chosen = tuning.map((row) =>
    model.opine(row.words, ({ intents, netTags, taggerTags }) => {
      const share = Math.max(...intents);
      const intent = intents.indexOf(share);
      const ofTagger = taggerTags(intent);
      return { row, share, intent, opinions: { netTags, taggerTags: () => ofTagger } };
    }),
  );
  const calibration = fitCalibration(
    chosen.map(({ row, share, intent }) => ({ odds: logOdds(share), right: row.intent === intent })),
  );
  let bestTags = { f1: -1, tagger: 0.5, noSlot: 0 };
  for (const tagger of TAGGER_SHARES) {
    for (const noSlot of NO_SLOT) {
      const f1 = slotF1(
        chosen.map(({ row, intent, opinions }) => {
          const path = likeliestTags(mixTags(opinions, intent, { tagger, noSlot }, tags.length), tags);
          return { wanted: slotsOnPath(row.tags, tags), found: slotsOnPath(path, tags) };
        }),
      );
      if (f1 > bestTags.f1) bestTags = { f1, tagger, noSlot };
    }
  }
  const right = chosen.filter(({ row, intent }) => row.intent === intent).length / chosen.length;
  const { tagger, noSlot } = bestTags;
  report(
    `on the tuning part: intent ${(100 * right).toFixed(2)} %, slot F1 ${(100 * bestTags.f1).toFixed(2)} %, ${JSON.stringify({ calibration, tagger, noSlot })}`,
  );
  return { calibration, tagger, noSlot };
}
