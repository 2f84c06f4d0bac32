'use client';

import type { Problem } from '@alice/contracts';
import { useCallback, useEffect, useState } from 'react';
import { callApi, problemOf } from './call-api';

/** The backend has so long to answer, in milliseconds. */
const DEADLINE_MS = 15_000;

export interface Loaded<T> {
  /** Null until it is there; what was there before stays while it is fetched anew, or can't be. */
  data: T | null;
  problem: Problem | null;
  loading: boolean;
  reload: () => void;
  /** Puts in what is known without asking, after a change of our own. */
  set: (data: T) => void;
}

/** Fetches an address of the backend and keeps what it says; null fetches nothing. */
export function useLoaded<T>(path: `/api/${string}` | null): Loaded<T> {
  const [state, setState] = useState<{ path: string | null; data: T | null; problem: Problem | null }>({
    path: null,
    data: null,
    problem: null,
  });
  const [attempt, setAttempt] = useState(0);
  const [loading, setLoading] = useState(path !== null);

  useEffect(() => {
    if (path === null) return;
    const controller = new AbortController();
    setLoading(true);
    callApi<T>(path, { signal: AbortSignal.any([controller.signal, AbortSignal.timeout(DEADLINE_MS)]) })
      .then((data) => setState({ path, data, problem: null }))
      .catch((error: unknown) => {
        if (controller.signal.aborted) return;
        setState((before) => ({
          path,
          data: before.path === path ? before.data : null,
          problem: problemOf(error),
        }));
      })
      .finally(() => {
        if (!controller.signal.aborted) setLoading(false);
      });
    return () => controller.abort();
  }, [path, attempt]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const set = useCallback((data: T) => setState({ path, data, problem: null }), [path]);
  const current = state.path === path;
  return { data: current ? state.data : null, problem: current ? state.problem : null, loading, reload, set };
}
