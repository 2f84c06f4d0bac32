import { PROBLEM_STATUS, type Locale, type Problem, type ProblemCode } from '@alice/contracts';
import { AliceError } from '@alice/errors';
import en from './messages/en.json';
import sv from './messages/sv.json';

const titles: Record<Locale, Record<ProblemCode, string>> = { sv, en };

/** The problem that an error is told to the caller as; an unknown error becomes `internal`, without detail. */
export function toProblem(error: unknown, requestId: string, locale: Locale): Problem {
  const code = isProblemCode(error) ? error.code : 'internal';
  return {
    type: `/problems/${code}`,
    title: titles[locale][code],
    status: PROBLEM_STATUS[code],
    code,
    requestId,
    ...(error instanceof AliceError && error.fields ? { errors: error.fields } : {}),
  };
}

function isProblemCode(error: unknown): error is AliceError & { code: ProblemCode } {
  return error instanceof AliceError && error.code in PROBLEM_STATUS;
}
