'use client';

import { useEffect, useRef } from 'react';
import { useLoaded, type Loaded } from '../../backend/use-loaded';

/** Many changes in a row make one more request, not many. */
const SETTLE_MS = 200;

/** A list of the backend's that is fetched again whenever `version` is another. */
export function useLiveList<T>(path: `/api/${string}`, version: string): Loaded<T> {
  const list = useLoaded<T>(path);
  const { reload } = list;
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    const timer = setTimeout(() => {
      seen.current = version;
      reload();
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [version, reload]);
  return list;
}
