import type { Problem } from '@alice/contracts';

/** The backend said no; `problem` is what it said. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

const signedOut = new Set<() => void>();
const signedIn = new Set<() => void>();

/** Calls `listener` whenever the backend no longer knows who we are. Returns how to stop. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

export const announceSignedOut = (): void => signedOut.forEach((listener) => listener());

/** Lets all that waits for a person to sign in again go on. */
export const announceSignedIn = (): void => signedIn.forEach((listener) => listener());

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

/** The backend has so long to answer, in milliseconds. */
const DEADLINE_MS = 20_000;

/**
 * Calls the backend in the language of the page. Where the session has ended, this waits until the person has signed in
 * again, and asks once more.
 * @throws {ProblemError} for every answer that is not 2xx, and where there is none.
 */
export async function callApi<T>(path: `/api/${string}`, call: Call = {}): Promise<T> {
  try {
    return await callOnce<T>(path, call);
  } catch (error) {
    if (problemOf(error).code !== 'unauthenticated') throw error;
    const again = untilSignedIn(call.signal);
    announceSignedOut();
    await again;
    // A deadline is for the backend, not for a person who looks for their password.
    return callOnce<T>(path, call.signal?.aborted ? { ...call, signal: undefined } : call);
  }
}

/** As `callApi`, but waits for nobody to sign in. */
export async function callOnce<T>(
  path: `/api/${string}`,
  { method = 'GET', body, signal }: Call = {},
): Promise<T> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
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
  const retryAfterSeconds = Number(response.headers.get('retry-after'));
  throw new ProblemError(retryAfterSeconds > 0 ? { retryAfterSeconds, ...problem } : problem);
}

/** Rejects where the caller leaves meanwhile. */
function untilSignedIn(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const left = () => {
      const reason: unknown = signal?.reason;
      if (reason instanceof DOMException && reason.name === 'TimeoutError') return;
      signedIn.delete(back);
      reject(reason instanceof Error ? reason : new Error('left'));
    };
    const back = () => {
      signedIn.delete(back);
      signal?.removeEventListener('abort', left);
      resolve();
    };
    signedIn.add(back);
    signal?.addEventListener('abort', left, { once: true });
  });
}

/** The problem in whatever was thrown. */
export const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError ? error.problem : unreachable(0);
