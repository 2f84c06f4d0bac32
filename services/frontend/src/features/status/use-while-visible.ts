'use client';

import { useEffect } from 'react';

/** Calls `run` every so many seconds while somebody sees the page, and at once when they come back after so long. */
export function useWhileVisible(seconds: number, run: () => void): void {
  useEffect(() => {
    let last = performance.now();
    const due = () => {
      if (document.visibilityState !== 'visible' || performance.now() - last < seconds * 1_000) return;
      last = performance.now();
      run();
    };
    // A little finer, since timers of pages that were away are late.
    const timer = setInterval(due, 1_000);
    document.addEventListener('visibilitychange', due);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', due);
    };
  }, [seconds, run]);
}
