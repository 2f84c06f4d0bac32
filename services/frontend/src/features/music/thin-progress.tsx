'use client';

import { useTranslations } from 'next-intl';
import { clockTime } from './music-clock';
import { useElapsed } from './use-elapsed';
import type { HeardMusic } from './use-music';

/** A line that shows how far the track is, where there is no room for the slider. */
export function ThinProgress({ heard, className }: { heard: HeardMusic | null; className?: string }) {
  const t = useTranslations('music');
  const elapsed = useElapsed(heard);
  const duration = heard?.state.durationSeconds ?? 0;
  return (
    <progress
      aria-label={t('progress')}
      aria-valuetext={t('progressTime', { at: clockTime(elapsed), end: clockTime(duration) })}
      className={className}
      max={Math.max(1, duration)}
      value={Math.min(elapsed, duration)}
    />
  );
}
