import type { CommandAnswer, CommandScore } from '../../../services/nlu/src/evaluation/command-score';
import type { MassiveScore } from '../../../services/nlu/src/evaluation/massive-score';
import { percentile } from '../../../services/nlu/src/evaluation/percentile';
import type { CommandSetName } from './bench-sentences';
import type { Footprint } from './footprint';

/** What the backend acts on by default. */
export const THRESHOLD = 0.85;

/** Half of the sentences, and all but one in a hundred, took at most so many milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
}

/** The figures of one of those that are measured. */
export interface Contestant {
  readonly massive: MassiveScore;
  readonly massiveTimes: Times;
  readonly sets: Readonly<Record<CommandSetName, CommandScore>>;
  /** How many of MASSIVE's sentences that are no media command were accepted as one. */
  readonly nonMediaAccepted: number;
  readonly commandTimes: Times;
  readonly footprint: Footprint;
}

export function timesOf(milliseconds: readonly number[]): Times {
  return { p50: percentile(milliseconds, 0.5), p99: percentile(milliseconds, 0.99) };
}

export function countAccepted(answers: readonly CommandAnswer[]): number {
  return answers.filter(({ tool, confidence }) => tool !== null && confidence >= THRESHOLD).length;
}
