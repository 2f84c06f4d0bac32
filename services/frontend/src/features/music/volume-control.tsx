'use client';

import type { MusicState } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import { IconButton } from '../../ui/icon-button';
import { MutedIcon, VolumeIcon } from '../../ui/icons';
import { latestWins } from './latest-wins';
import type { RunTool } from './use-music';

/** How long the slider keeps its own value before the player's counts again. */
const SETTLE_MS = 1500;

export interface VolumeControlProps {
  music: Pick<MusicState, 'volume' | 'muted'>;
  run: RunTool;
}

/** Mute, and a slider that follows the player but never jumps under the finger. */
export function VolumeControl({ music, run }: VolumeControlProps) {
  const t = useTranslations('music');
  const [moved, setMoved] = useState<number | null>(null);
  const push = useMemo(() => latestWins((level: number) => run('SET_VOLUME', { level })), [run]);

  useEffect(() => {
    if (moved === null) return;
    const timer = setTimeout(() => setMoved(null), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [moved, music.volume]);

  const volume = moved ?? music.volume;
  return (
    <div className="flex items-center gap-1">
      <IconButton
        label={t(music.muted ? 'unmute' : 'mute')}
        aria-pressed={music.muted}
        data-testid="mute"
        onClick={() => void run(music.muted ? 'UNMUTE' : 'MUTE', {})}
      >
        {music.muted ? <MutedIcon /> : <VolumeIcon />}
      </IconButton>
      <input
        type="range"
        min={0}
        max={100}
        value={volume}
        aria-label={t('volume')}
        aria-valuetext={
          music.muted ? t('volumeMuted', { percent: volume }) : t('volumePercent', { percent: volume })
        }
        data-testid="volume"
        className="h-10 w-28 min-w-0 flex-1 lg:w-24"
        onChange={(event) => {
          const level = event.target.valueAsNumber;
          setMoved(level);
          push(level);
        }}
      />
    </div>
  );
}
