'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { classNames } from '../../ui/class-names';
import { latestWins } from './latest-wins';
import { clockTime } from './music-clock';
import { useElapsed } from './use-elapsed';
import type { Music } from './use-music';

export interface SeekBarProps {
  heard: Music['heard'];
  seek: Music['seek'];
  disabled: boolean;
  className?: string;
  testId: string;
}

/** Where the track is, and a slider that takes it elsewhere when it is let go. */
export function SeekBar({ heard, seek, disabled, className, testId }: SeekBarProps) {
  const t = useTranslations('music');
  const slider = useRef<HTMLInputElement>(null);
  const [moved, setMoved] = useState<number | null>(null);
  const push = useMemo(() => latestWins(seek), [seek]);
  const elapsed = useElapsed(heard);

  useEffect(() => {
    const element = slider.current;
    if (!element) return;
    // The browser's own `change`, which React does not pass on: the slider is let go, or a key has moved it.
    const letGo = () => {
      push(element.valueAsNumber);
      setMoved(null);
    };
    element.addEventListener('change', letGo);
    return () => element.removeEventListener('change', letGo);
  }, [push]);

  const duration = heard?.state.durationSeconds ?? 0;
  const value = Math.min(Math.floor(moved ?? elapsed), Math.floor(duration));
  const off = disabled || duration === 0 || heard?.state.state === 'stopped';
  const [at, end] = [clockTime(value), clockTime(duration)];
  return (
    <div
      className={classNames('flex items-center gap-2 text-xs text-muted tabular-nums', className)}
      data-testid={`${testId}-time`}
    >
      <span aria-hidden="true" className="w-9 text-right">
        {at}
      </span>
      <input
        ref={slider}
        type="range"
        min={0}
        max={Math.max(1, Math.floor(duration))}
        value={value}
        disabled={off}
        aria-label={t('progress')}
        aria-valuetext={t('progressTime', { at, end })}
        data-testid={testId}
        className="h-6 min-w-0 flex-1 disabled:opacity-45"
        onChange={(event) => setMoved(event.target.valueAsNumber)}
      />
      <span aria-hidden="true" className="w-9">
        {end}
      </span>
    </div>
  );
}
