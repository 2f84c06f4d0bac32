import type { Classification } from '@alice/contracts';
import type { CommandReading } from '../commands/command-reader';
import { sameCall } from '../commands/same-call';
import { calibrated, logOdds } from '../model/calibration';
import type { ModelReading } from '../model/model-reading';
import { NOTHING } from './judge';

/** Names in the catalogue by MASSIVE's, where they differ. */
export type CatalogueNames = ReadonlyMap<string, string>;

/** Below this nothing is worth a name. */
const LEAST_CONFIDENCE = 0.25;
/** What `matched` says where a model decided. */
export const BY_COMMAND_MODEL = 'model:commands';
export const BY_SENTENCE_MODEL = 'model:sentences';
/** What is left of a tool's own intent of which no call could be made. */
const NO_CALL = 0.5;
/** How much the command model's doubt in a template weighs, in log odds: little, since it doubts every name that it has not met. */
const DOUBT = 0.12;

/**
 * What templates and the command model together take for a command; NOTHING where neither does. Where both mean the same call it is
 * as sure as the surer of them; a template whose sentence the model rather takes for other talk loses a share of that in log odds (a
 * logarithmic opinion pool); else the more confident decides.
 */
export function judgeCommand(
  byTemplates: Classification,
  { proposal, otherTalk }: CommandReading,
): Classification {
  const byModel: Classification | undefined = proposal && {
    ...NOTHING,
    intent: proposal.tool.name,
    confidence: rounded(proposal.confidence),
    slots: { ...proposal.tool.args },
    tool: proposal.tool,
    matched: BY_COMMAND_MODEL,
  };
  if (!byTemplates.tool) return byModel ?? NOTHING;
  if (byModel?.tool && sameCall(byTemplates.tool, byModel.tool))
    return { ...byTemplates, confidence: Math.max(byTemplates.confidence, byModel.confidence) };
  const doubt = DOUBT * Math.min(0, logOdds(1 - otherTalk));
  const confidence = rounded(calibrated(byTemplates.confidence, { slope: 1, offset: doubt }));
  return byModel && byModel.confidence > confidence ? byModel : { ...byTemplates, confidence };
}

/**
 * Makes one answer of a command that is not sure and what the sentence model says: the likelier of them. An intent of the sentence
 * model counts as far as the command model takes the sentence for other talk; where it names a tool's own intent it counts as far
 * as that does not, and half of it, since no call could be made.
 */
export function judgeModels(
  command: Classification,
  otherTalk: number,
  sentence: ModelReading,
  catalogueNames: CatalogueNames,
): Classification {
  const candidates: Classification[] = command.tool ? [command] : [];
  for (const { intent, confidence } of [sentence, ...sentence.alternatives]) {
    const share = catalogueNames.has(intent) ? NO_CALL * (1 - otherTalk) : otherTalk;
    candidates.push({
      ...NOTHING,
      intent: catalogueNames.get(intent) ?? intent,
      confidence: confidence * share,
      slots: intent === sentence.intent ? slotTexts(sentence) : {},
      matched: BY_SENTENCE_MODEL,
    });
  }
  candidates.sort((a, b) => b.confidence - a.confidence);
  const [first] = candidates;
  if (!first || first.confidence < LEAST_CONFIDENCE) return NOTHING;
  return { ...first, confidence: rounded(first.confidence), alternatives: othersOf(candidates, first) };
}

/** The next candidates with other intents, each once; together they have no more than the first leaves. */
function othersOf(
  candidates: readonly Classification[],
  first: Classification,
): Classification['alternatives'] {
  const seen = new Set([first.intent]);
  let rest = 1 - first.confidence;
  return candidates.flatMap(({ intent, confidence }) => {
    if (seen.has(intent)) return [];
    seen.add(intent);
    const share = Math.min(confidence, rest);
    rest -= share;
    return share < 0.001 ? [] : [{ intent, confidence: rounded(share) }];
  });
}

/** The sentence model's slots as they were written; a type that occurs more than once has a list. */
function slotTexts({ words, slots }: ModelReading): Record<string, string | string[]> {
  const texts: Record<string, string | string[]> = {};
  for (const { type, start, end } of slots) {
    const text = words.slice(start, end).join(' ');
    const known = texts[type];
    texts[type] = known === undefined ? text : [known, text].flat();
  }
  return texts;
}

function rounded(confidence: number): number {
  return Math.round(confidence * 10_000) / 10_000;
}
