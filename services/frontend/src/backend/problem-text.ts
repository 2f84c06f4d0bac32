import type { Problem, ProblemCode } from '@alice/contracts';

/** Our own words for a problem, by their key in the messages; or what the server said. */
export type ProblemText = { key: 'unreachable' | 'rate_limited' | 'unavailable' } | { said: string };

/** The server's title is in the caller's language already; ours stand in where the server was never reached. */
export function problemText(problem: Problem): ProblemText {
  if (problem.title !== '') return { said: problem.title };
  if (problem.status === 0) return { key: 'unreachable' };
  return { key: problem.code === 'rate_limited' ? 'rate_limited' : 'unavailable' };
}

const WORTH_ASKING_AGAIN: ReadonlySet<ProblemCode> = new Set([
  'llm_unavailable',
  'llm_busy',
  'model_missing',
  'rate_limited',
  'unavailable',
  'internal',
]);

/** Whether the same words may well be answered the next time. */
export const worthAskingAgain = (problem: Problem): boolean => WORTH_ASKING_AGAIN.has(problem.code);
