import { toolArgumentSchemas, type Classification, type ToolName } from '@alice/contracts';
import type { Locale } from '../matching/knowledge';
import type { Reading } from '../matching/reading';
import { confidenceOf } from './confidence';

/** Which tool, if any, carries out an intent. */
export type ToolOfIntent = ReadonlyMap<string, ToolName | null>;

/** The confidence that a call is carried out at by default. */
export const SURE = 0.85;
/** From here on a template needs no second opinion: no doubt of the command model could overrule it. */
export const PLAIN = 0.95;

/** The classification of a sentence that nobody could read. */
export const NOTHING: Classification = {
  intent: 'none',
  confidence: 0,
  slots: {},
  tool: null,
  alternatives: [],
};

interface Judged {
  readonly reading: Reading;
  readonly confidence: number;
  readonly tool: Classification['tool'];
}

/**
 * Makes one answer of all readings: the one that leaves the fewest words to names and to remarks before it wins, then the surer
 * one, then the language that was asked for. A reading whose arguments its tool would refuse does not count.
 */
export function judge(readings: readonly Reading[], toolOf: ToolOfIntent, preferred: Locale): Classification {
  const judged = readings.flatMap((reading) => withTool(reading, toolOf));
  judged.sort(
    (a, b) =>
      freeWords(a.reading) - freeWords(b.reading) ||
      b.confidence - a.confidence ||
      Number(b.reading.locale === preferred) - Number(a.reading.locale === preferred),
  );
  const first = judged[0];
  if (!first) return NOTHING;
  const others = new Map<string, number>();
  for (const { reading, confidence } of judged) {
    if (reading.intent !== first.reading.intent && !others.has(reading.intent))
      others.set(reading.intent, confidence);
  }
  // What the winner leaves over is all that the others can share.
  const rest = 1 - first.confidence;
  const alternatives = [...others].map(([intent, confidence]) => ({
    intent,
    confidence: Math.round(Math.min(confidence, rest / others.size) * 10_000) / 10_000,
  }));
  const { intent, slots, source } = first.reading;
  return {
    intent,
    confidence: first.confidence,
    slots: { ...slots },
    tool: first.tool,
    alternatives,
    matched: source,
  };
}

/** Words that the template does not name. */
function freeWords({ evidence }: Reading): number {
  return evidence.nameWords + evidence.remarked;
}

function withTool(reading: Reading, toolOf: ToolOfIntent): Judged[] {
  const confidence = confidenceOf(reading.evidence);
  const name = toolOf.get(reading.intent);
  if (!name) return [{ reading, confidence, tool: null }];
  const parsed = toolArgumentSchemas[name].safeParse({ ...reading.args, ...reading.slots });
  return parsed.success ? [{ reading, confidence, tool: { name, args: parsed.data } }] : [];
}
