import type { Classification } from '@alice/contracts';
import { sameCall } from '../commands/same-call';
import type { Prediction } from './calibration';
import type { CommandSentence } from './command-set';

/** What a classifier answers, as far as commands go. */
export type CommandAnswer = Pick<Classification, 'confidence' | 'tool'>;

/** How well commands are told from other talk where only answers of at least `threshold` are acted on. */
export interface CommandScore {
  readonly commands: number;
  /** Share of the commands with their tool; null without commands. */
  readonly rightTool: number | null;
  readonly rightToolAndArguments: number | null;
  readonly otherTalk: number;
  /** Share of the other talk that was taken for a command; null without other talk. */
  readonly accepted: number | null;
  readonly threshold: number;
}

/** Scores answers against the sentences at the same positions. */
export function scoreCommands(
  sentences: readonly CommandSentence[],
  answers: readonly CommandAnswer[],
  threshold: number,
): CommandScore {
  const pairs = pairUp(sentences, answers);
  const commands = pairs.filter(({ sentence }) => sentence.tool !== null);
  const talk = pairs.filter(({ sentence }) => sentence.tool === null);
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  const rightTool = commands.filter((pair) => hasRightTool(pair, threshold));
  return {
    commands: commands.length,
    rightTool: share(rightTool.length, commands.length),
    rightToolAndArguments: share(rightTool.filter(isSameCall).length, commands.length),
    otherTalk: talk.length,
    accepted: share(talk.filter(({ answer }) => isAccepted(answer, threshold)).length, talk.length),
    threshold,
  };
}

/** The sentences that would be acted on wrongly, or that should be and would not. */
export function wrongCommands<Answer extends CommandAnswer>(
  sentences: readonly CommandSentence[],
  answers: readonly Answer[],
  threshold: number,
): { readonly sentence: CommandSentence; readonly answer: Answer }[] {
  return pairUp(sentences, answers).filter((pair) =>
    pair.sentence.tool === null
      ? isAccepted(pair.answer, threshold)
      : !hasRightTool(pair, threshold) || !isSameCall(pair),
  );
}

/** How sure each answer with a tool is, and whether the person wants just that; at any confidence. */
export function toolPredictions(
  sentences: readonly CommandSentence[],
  answers: readonly CommandAnswer[],
): Prediction[] {
  return pairUp(sentences, answers)
    .filter(({ answer }) => answer.tool !== null)
    .map((pair) => ({
      confidence: pair.answer.confidence,
      correct: isSameCall(pair),
    }));
}

interface Pair<Answer extends CommandAnswer = CommandAnswer> {
  readonly sentence: CommandSentence;
  readonly answer: Answer;
}

function pairUp<Answer extends CommandAnswer>(
  sentences: readonly CommandSentence[],
  answers: readonly Answer[],
): Pair<Answer>[] {
  return sentences.map((sentence, index) => {
    const answer = answers[index];
    if (!answer) throw new RangeError('not one answer for each sentence');
    return { sentence, answer };
  });
}

function isAccepted({ tool, confidence }: CommandAnswer, threshold: number): boolean {
  return tool !== null && confidence >= threshold;
}

function hasRightTool({ sentence, answer }: Pair, threshold: number): boolean {
  return isAccepted(answer, threshold) && answer.tool?.name === sentence.tool;
}

function isSameCall({ sentence, answer }: Pair): boolean {
  return answer.tool !== null && sameCall(answer.tool, { name: sentence.tool, args: sentence.args });
}
