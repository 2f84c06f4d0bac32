import type { Problem, ProblemCode } from '@alice/contracts';
import { problemOf, ProblemError } from './call-api';

/**
 * Says a problem in words that fit the place better, by its code; what has another code stays as it came.
 * @throws {ProblemError} always
 */
export function reword(error: unknown, words: Partial<Record<ProblemCode, Partial<Problem>>>): never {
  const problem = problemOf(error);
  throw new ProblemError({ ...problem, ...words[problem.code] });
}
