'use client';

import type { Problem, Series, SeriesName, SeriesRange } from '@alice/contracts';
import { useCallback, useEffect, useState } from 'react';
import { callApi, problemOf } from '../../backend/call-api';
import { PLOTS } from './plot-list';
import { useWhileVisible } from './use-while-visible';

/** Between two looks, in seconds: no sooner than a point moves the plot. */
const REFRESH_SECONDS: Record<SeriesRange, number> = { hour: 15, day: 60, week: 300 };

const DEADLINE_MS = 10_000;

interface Read {
  range: SeriesRange;
  series: Partial<Record<SeriesName, Series>>;
  problem: Problem | null;
}

/** The series of all plots over a range, kept up to date. A problem of one is told once, and what was there stays. */
export function useSeries(range: SeriesRange): Pick<Read, 'series' | 'problem'> & { reload: () => void } {
  const [read, setRead] = useState<Read>({ range, series: {}, problem: null });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  useWhileVisible(REFRESH_SECONDS[range], reload);

  useEffect(() => {
    const controller = new AbortController();
    const change = (made: (before: Read) => Read) =>
      setRead((before) => made(before.range === range ? before : { range, series: {}, problem: null }));
    // One after the other: the door counts how many requests come at once.
    const readAll = async () => {
      for (const { name } of PLOTS) {
        const signal = AbortSignal.any([controller.signal, AbortSignal.timeout(DEADLINE_MS)]);
        const found = await callApi<Series>(`/api/status/series?name=${name}&range=${range}`, { signal });
        if (controller.signal.aborted) return;
        change((before) => ({ ...before, series: { ...before.series, [name]: found } }));
      }
      change((before) => ({ ...before, problem: null }));
    };
    readAll().catch((error: unknown) => {
      if (!controller.signal.aborted) change((before) => ({ ...before, problem: problemOf(error) }));
    });
    return () => controller.abort();
  }, [range, round]);

  const current = read.range === range;
  return { series: current ? read.series : {}, problem: current ? read.problem : null, reload };
}
