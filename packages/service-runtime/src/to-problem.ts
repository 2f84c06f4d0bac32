import { PROBLEM_STATUS, type Locale, type Problem, type ProblemCode } from '@alice/contracts';
import { AliceError } from '@alice/errors';
import { fillGaps } from './fill-gaps';
import en from './messages/en.json';
import sv from './messages/sv.json';

const titles: Record<Locale, Record<ProblemCode, string>> = { sv: sv.titles, en: en.titles };
/** Why, or what to do about it, by code and reason, for errors that say what they are about. */
const details: Record<Locale, Partial<Record<string, string>>> = { sv: sv.details, en: en.details };

/** The problem that an error is told to the caller as; an unknown error becomes `internal`, without detail. */
export function toProblem(error: unknown, requestId: string, locale: Locale): Problem {
  const code = isProblemCode(error) ? error.code : 'internal';
  return {
    type: `/problems/${code}`,
    title: titles[locale][code],
    status: PROBLEM_STATUS[code],
    ...detailOf(error, code, locale),
    code,
    requestId,
    ...(error instanceof AliceError && error.retryAfterSeconds !== undefined
      ? { retryAfterSeconds: error.retryAfterSeconds }
      : {}),
    ...(error instanceof AliceError && error.fields ? { errors: error.fields } : {}),
  };
}

function detailOf(error: unknown, code: ProblemCode, locale: Locale): { detail?: string } {
  if (!(error instanceof AliceError) || !(error.values || error.reason)) return {};
  const text = details[locale][error.reason ? `${code}.${error.reason}` : code];
  return text === undefined ? {} : { detail: fillGaps(text, error.values ?? {}) };
}

function isProblemCode(error: unknown): error is AliceError & { code: ProblemCode } {
  return error instanceof AliceError && error.code in PROBLEM_STATUS;
}
