'use client';

import { useTranslations } from 'next-intl';
import type { AudioState } from './audio-machine';
import { Cover } from './cover';
import { LikeButton } from './like-button';
import { ListenButton } from './listen-button';
import { OrderButtons } from './order-buttons';
import { SeekBar } from './seek-bar';
import { SkipButtons } from './skip-buttons';
import { useMusicWords } from './use-music-words';
import type { Music } from './use-music';
import { VolumeControl } from './volume-control';

export interface PlayerControlsProps {
  music: Music;
  listening: AudioState;
  onToggleListening: () => void;
}

/** What plays, large, with every control. */
export function PlayerControls({ music, listening, onToggleListening }: PlayerControlsProps) {
  const t = useTranslations('music');
  const { heard, missing, run, seek } = music;
  const wrong = useMusicWords(music);
  const state = missing ? null : (heard?.state ?? null);
  const track = state?.track ?? null;
  const away = state === null;
  return (
    <div className="flex flex-col gap-3 px-5 pt-2 pb-4 md:overflow-y-auto md:pb-5">
      <Cover
        track={track}
        className="mx-auto w-[min(100%,28dvh)] rounded-2xl md:w-full [@media(max-height:40rem)]:md:w-2/3"
      />
      <div className="flex items-center gap-1">
        <div className="min-w-0 flex-1">
          <p className="text-lg leading-snug font-semibold break-words" dir="auto" data-testid="player-title">
            {track?.title ?? t(missing ? 'missing' : heard ? 'nothing' : 'looking')}
          </p>
          <p className="text-sm break-words text-muted" dir="auto">
            {[track?.artist, track?.album].filter(Boolean).join(' · ')}
          </p>
        </div>
        <LikeButton
          liked={state?.liked ?? false}
          disabled={!track}
          testId="player-like"
          onToggle={(liked) => void run(liked ? 'LIKE' : 'UNLIKE', {})}
        />
      </div>
      <SeekBar heard={heard} seek={seek} disabled={away} testId="player-seek" />
      <div className="flex items-center justify-between gap-2">
        <div className="-ml-2.5 flex">
          <OrderButtons music={music} disabled={away} prefix="player-" />
        </div>
        <SkipButtons music={music} disabled={away} prefix="player-" large />
      </div>
      <div className="flex flex-wrap items-center gap-x-3">
        <VolumeControl
          music={state}
          run={run}
          disabled={away}
          prefix="player-"
          className="-ml-2.5 min-w-28 flex-1 basis-28"
        />
        <ListenButton listening={listening} disabled={away} prefix="player-" onToggle={onToggleListening} />
      </div>
      <p role="status" data-testid="player-trouble" className="text-sm text-lingon empty:hidden">
        {wrong}
      </p>
    </div>
  );
}
