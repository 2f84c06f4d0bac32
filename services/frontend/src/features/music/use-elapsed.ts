'use client';

import { useEffect, useState } from 'react';
import { elapsedNow } from './music-clock';
import type { HeardMusic } from './use-music';

const TICK_MS = 500;

/** Where the track is, in seconds; goes on by itself between what the player says. */
export function useElapsed(heard: HeardMusic | null): number {
  const [now, setNow] = useState(0);
  const moving = heard?.state.state === 'playing';

  useEffect(() => {
    setNow(performance.now());
    if (!moving) return;
    const timer = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [heard, moving]);

  return heard ? elapsedNow(heard.state, Math.max(0, now - heard.at)) : 0;
}
