'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { clockTime, elapsedNow } from './music-clock';
import type { HeardMusic } from './use-music';

/** Where the track is; goes on by itself between what the player says. */
export function TrackProgress({ heard }: { heard: HeardMusic }) {
  const t = useTranslations('music');
  const [now, setNow] = useState(heard.at);
  const moving = heard.state.state === 'playing';

  useEffect(() => {
    setNow(performance.now());
    if (!moving) return;
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, [heard, moving]);

  const elapsed = elapsedNow(heard.state, Math.max(0, now - heard.at));
  const { durationSeconds } = heard.state;
  const text = `${clockTime(elapsed)} / ${clockTime(durationSeconds)}`;
  return (
    <>
      <progress
        aria-label={t('progress')}
        aria-valuetext={text}
        className="elapsed absolute inset-x-0 -top-px w-full"
        max={Math.max(1, durationSeconds)}
        value={elapsed}
      />
      <span
        className="text-xs max-sm:hidden whitespace-nowrap text-muted tabular-nums"
        data-testid="now-playing-time"
        aria-hidden="true"
      >
        {text}
      </span>
    </>
  );
}
