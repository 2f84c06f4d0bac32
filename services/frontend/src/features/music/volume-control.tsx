'use client';

import type { MusicState } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import { classNames } from '../../ui/class-names';
import { IconButton } from '../../ui/icon-button';
import { MutedIcon, VolumeIcon } from '../../ui/icons';
import { latestWins } from './latest-wins';
import type { RunTool } from './use-music';

/** How long the slider keeps its own value before the player's counts again. */
const SETTLE_MS = 1500;

export interface VolumeControlProps {
  /** Null while nobody knows. */
  music: Pick<MusicState, 'volume' | 'muted'> | null;
  run: RunTool;
  disabled: boolean;
  prefix?: string;
  className?: string;
}

/** Mute, and a slider that follows the player but never jumps under the finger. */
export function VolumeControl({ music, run, disabled, prefix = '', className }: VolumeControlProps) {
  const t = useTranslations('music');
  const { volume: level, muted } = music ?? { volume: 0, muted: false };
  const shortcut = (ids: string) => (prefix === '' ? ids : undefined);
  const [moved, setMoved] = useState<number | null>(null);
  const push = useMemo(() => latestWins((level: number) => run('SET_VOLUME', { level })), [run]);

  useEffect(() => {
    if (moved === null) return;
    const timer = setTimeout(() => setMoved(null), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [moved, level]);

  const volume = moved ?? level;
  return (
    <div className={classNames('flex items-center gap-1', className)}>
      <IconButton
        label={t('mute')}
        title={t(muted ? 'unmute' : 'mute')}
        aria-pressed={muted}
        disabled={disabled}
        data-testid={`${prefix}mute`}
        data-shortcut={shortcut('mute')}
        onClick={() => void run(muted ? 'UNMUTE' : 'MUTE', {})}
      >
        {muted ? <MutedIcon /> : <VolumeIcon />}
      </IconButton>
      <input
        type="range"
        min={0}
        max={100}
        value={volume}
        disabled={disabled}
        aria-label={t('volume')}
        aria-valuetext={t(muted ? 'volumeMuted' : 'volumePercent', { percent: volume })}
        data-testid={`${prefix}volume`}
        data-shortcut={shortcut('louder quieter')}
        className="h-6 w-24 min-w-0 flex-1 disabled:opacity-45"
        onChange={(event) => {
          const wanted = event.target.valueAsNumber;
          setMoved(wanted);
          push(wanted);
        }}
      />
    </div>
  );
}
