import type { Problem } from '@alice/contracts';

/** The backend said no; `problem` is what it said. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

const listeners = new Set<() => void>();

/** Calls `listener` whenever the backend no longer knows who we are. Returns how to stop. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const announceSignedOut = (): void => listeners.forEach((listener) => listener());

/** What we say ourselves where no problem of the backend reached us: no network, or a page of a proxy. */
export function unreachable(status: number): Problem {
  return {
    type: '/problems/unavailable',
    title: '',
    status,
    code: status === 429 ? 'rate_limited' : 'unavailable',
    requestId: '',
  };
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'status' in body;

export interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * Calls the backend in the language of the page.
 * @throws {ProblemError} for every answer that is not 2xx, and where there is none.
 */
export async function callApi<T>(
  path: `/api/${string}`,
  { method = 'GET', body, signal }: Call = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      signal,
      headers: {
        accept: 'application/json',
        'accept-language': document.documentElement.lang,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ProblemError(unreachable(0));
  }
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (response.ok) return answer as T;
  const problem = isProblem(answer) ? answer : unreachable(response.status);
  if (problem.code === 'unauthenticated' && path !== '/api/auth/login') announceSignedOut();
  throw new ProblemError(problem);
}

/** The problem in whatever was thrown. */
export const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError ? error.problem : unreachable(0);
