'use client';

import type { ConversationPage, ConversationSummary, Problem } from '@alice/contracts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { callApi, problemOf } from '../../backend/call-api';
import { withNewestPage, withNextPage } from './conversation-pages';

/** The backend has so long to answer, in milliseconds. */
const DEADLINE_MS = 15_000;

export interface ConversationPages {
  /** What `page` was found with; '' where it is all there is. */
  query: string;
  /** What is there so far; null until the first answer. */
  page: ConversationPage | null;
  /** Why the newest could not be fetched the last time. */
  problem: Problem | null;
  looking: boolean;
  /** Fetches the newest page anew. Never rejects. */
  look: () => Promise<void>;
  /** Fetches what follows the last page, and returns its first conversation, if any came. Never rejects. */
  more: () => Promise<ConversationSummary | undefined>;
  loadingMore: boolean;
  moreProblem: Problem | null;
  change: (change: (page: ConversationPage) => ConversationPage) => void;
}

type State = Pick<ConversationPages, 'query' | 'page' | 'problem' | 'moreProblem'>;

const NOTHING: State = { query: '', page: null, problem: null, moreProblem: null };

/**
 * The conversations, a page at a time; with a `query`, those that it finds; with null, nothing is fetched.
 * What an older query found stays until the new one has an answer.
 */
export function useConversationPages(query: string | null): ConversationPages {
  const [state, setState] = useState(NOTHING);
  const [looking, setLooking] = useState(true);
  const [loadingMore, setLoadingMore] = useState(false);
  const latest = useRef({ state, loadingMore });
  const running = useRef(new AbortController());
  useEffect(() => {
    latest.current = { state, loadingMore };
  });

  const ask = useCallback(
    (signal: AbortSignal, cursor?: string | null) => {
      const parameters = new URLSearchParams({ ...(query && { query }), ...(cursor && { cursor }) });
      const path = `/api/conversations${parameters.size > 0 ? `?${parameters}` : ''}` as const;
      return callApi<ConversationPage>(path, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
      });
    },
    [query],
  );

  const look = useCallback(async () => {
    if (query === null) {
      setState(NOTHING);
      return;
    }
    const { signal } = running.current;
    setLooking(true);
    try {
      const newest = await ask(signal);
      if (signal.aborted) return;
      setState((before) => ({
        query,
        page: before.query === query ? withNewestPage(before.page, newest) : newest,
        problem: null,
        moreProblem: null,
      }));
    } catch (error) {
      if (!signal.aborted) setState((before) => ({ ...before, problem: problemOf(error) }));
    } finally {
      if (!signal.aborted) setLooking(false);
    }
  }, [ask, query]);

  const more = useCallback(async () => {
    const { signal } = running.current;
    const cursor = latest.current.state.page?.nextCursor;
    if (!cursor || latest.current.loadingMore) return undefined;
    setLoadingMore(true);
    try {
      const next = await ask(signal, cursor);
      if (signal.aborted) return undefined;
      setState((before) => {
        // A fresh first page may have begun the list anew meanwhile.
        if (before.page?.nextCursor !== cursor) return before;
        return { ...before, page: withNextPage(before.page, next), moreProblem: null };
      });
      return next.items[0];
    } catch (error) {
      if (!signal.aborted) setState((before) => ({ ...before, moreProblem: problemOf(error) }));
      return undefined;
    } finally {
      if (!signal.aborted) setLoadingMore(false);
    }
  }, [ask]);

  useEffect(() => {
    const controller = new AbortController();
    running.current = controller;
    setLoadingMore(false);
    void look();
    return () => controller.abort();
  }, [look]);

  const change = useCallback<ConversationPages['change']>(
    (how) => setState((before) => (before.page === null ? before : { ...before, page: how(before.page) })),
    [],
  );
  return useMemo(
    () => ({ ...state, looking, look, more, loadingMore, change }),
    [state, looking, look, more, loadingMore, change],
  );
}
