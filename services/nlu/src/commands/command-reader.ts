import { toolArgumentSchemas, type ToolName } from '@alice/contracts';
import type { Sentence } from '../matching/sentence';
import { calibrated } from '../model/calibration';
import { commandClasses, type CommandClass } from './command-class';
import type { CommandModel, CommandOpinion } from './command-model';

/** Numbers and amounts that a sentence names, in percent and percentage points. */
export interface Amounts {
  /** "30", "hälften", "max". */
  readonly levels: readonly number[];
  /** "lite", "rejält". */
  readonly changes: readonly number[];
}

/** A call that the command model would make, with how probably it is wanted. */
export interface CommandProposal {
  readonly tool: { readonly name: ToolName; readonly args: Record<string, unknown> };
  readonly confidence: number;
}

/** What the command model says of a sentence. */
export interface CommandReading {
  /** The likeliest call; undefined where other talk is likelier or its arguments cannot be made out. */
  readonly proposal: CommandProposal | undefined;
  /** Probability that the sentence is no media command. */
  readonly otherTalk: number;
}

/** What "höj" alone means, in percentage points. */
const USUAL_CHANGE = 10;

/** Reads media commands with the command model and completes their arguments from the words. */
export class CommandReader {
  constructor(
    private readonly model: CommandModel,
    private readonly amountsIn: (sentence: Sentence) => Amounts,
  ) {}

  read(sentence: Sentence): CommandReading {
    // What stands in quotation marks as a whole is a name or what somebody said.
    if (sentence.words.every(({ quoted }) => quoted)) return { proposal: undefined, otherTalk: 1 };
    const opinion = this.model.read(sentence.text);
    const best = opinion.classes.indexOf(Math.max(...opinion.classes));
    const found = commandClasses[best];
    const otherTalk = opinion.classes[0] ?? 1;
    if (!found?.tool) return { proposal: undefined, otherTalk };
    const completed = this.complete(found, opinion, sentence);
    const parsed = completed && toolArgumentSchemas[found.tool].safeParse(completed.args);
    if (!completed || parsed?.success !== true) return { proposal: undefined, otherTalk };
    const raw = (opinion.classes[best] ?? 0) * completed.share;
    const confidence = calibrated(raw, this.model.calibration);
    return { proposal: { tool: { name: found.tool, args: parsed.data }, confidence }, otherTalk };
  }

  /** The arguments, and the share of the class's probability that is left for them; undefined where they are not clear. */
  private complete(
    { args, completion }: CommandClass,
    { names, nameConfidence }: CommandOpinion,
    sentence: Sentence,
  ): { readonly args: Record<string, unknown>; readonly share: number } | undefined {
    if (completion === 'none') return { args: { ...args }, share: 1 };
    if (completion === 'names') {
      const named = Object.fromEntries(names.map(({ type, value }) => [type, value]));
      return Object.keys(named).length === names.length ? { args: named, share: nameConfidence } : undefined;
    }
    const { levels, changes } = this.amountsIn(sentence);
    if (levels.length > 1 || changes.length > 1) return undefined;
    const [level] = levels;
    if (completion === 'level') return level === undefined ? undefined : { args: { level }, share: 1 };
    const change = level ?? changes[0] ?? USUAL_CHANGE;
    return { args: { delta: completion === 'up' ? change : 0 - change }, share: 1 };
  }
}
