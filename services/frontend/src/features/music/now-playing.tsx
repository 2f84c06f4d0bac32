'use client';

import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { IconButton } from '../../ui/icon-button';
import { MoreIcon } from '../../ui/icons';
import { asksForTap } from './audio-machine';
import { Cover } from './cover';
import { LikeButton } from './like-button';
import { ListenButton } from './listen-button';
import { OrderButtons } from './order-buttons';
import { SeekBar } from './seek-bar';
import { SkipButtons } from './skip-buttons';
import { ThinProgress } from './thin-progress';
import { TrackWords } from './track-words';
import { useListening } from './use-listening';
import { useMediaSession } from './use-media-session';
import { useMusic } from './use-music';
import { VolumeControl } from './volume-control';

const Player = dynamic(() => import('./player').then((module) => module.Player), { ssr: false });

/** The bar that shows what plays and moves it; the sound itself comes from here too. The rest is in `Player`. */
export function NowPlaying() {
  const t = useTranslations('music');
  const music = useMusic();
  const { heard, missing, run, seek } = music;
  const state = heard?.state ?? null;
  const { audio, state: listening, toggle } = useListening(state?.state === 'playing' && !missing);
  useMediaSession(music);
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState(false);
  const openPlayer = () => {
    setOpened(true);
    setOpen(true);
  };
  const away = state === null || missing !== null;
  const asks = state !== null && asksForTap(listening);

  return (
    <section
      aria-label={t('label')}
      data-testid="now-playing"
      className="relative border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      <audio ref={audio} data-testid="audio" data-phase={listening.phase} preload="none" />
      <ThinProgress
        heard={away ? null : heard}
        className="elapsed absolute inset-x-0 -top-px w-full md:hidden"
      />
      <div className="flex h-15.75 items-center gap-2 px-2 sm:gap-3 sm:px-3">
        {/* The keyboard has the button at the end for this. */}
        <div
          className="flex min-w-0 flex-1 basis-0 cursor-pointer items-center gap-2.5 lg:max-w-72"
          onClick={openPlayer}
        >
          <Cover track={away ? null : state.track} className="size-11 rounded-lg sm:size-12" />
          <TrackWords music={music} hint={asks ? t(`listening.${listening.phase}`) : undefined} />
        </div>
        <LikeButton
          liked={state?.liked ?? false}
          disabled={away || !state.track}
          className="max-sm:hidden"
          testId="like"
          onToggle={(liked) => void run(liked ? 'LIKE' : 'UNLIKE', {})}
        />
        <SkipButtons
          music={music}
          disabled={away}
          spare={{ previous: 'max-sm:hidden', next: asks ? 'max-sm:hidden' : '' }}
        />
        <SeekBar
          heard={heard}
          seek={seek}
          disabled={away}
          testId="seek"
          className="min-w-0 flex-1 basis-0 max-md:hidden"
        />
        <div className="flex items-center max-lg:hidden">
          <OrderButtons music={music} disabled={away} />
          <VolumeControl music={state} run={run} disabled={away} />
        </div>
        <ListenButton
          listening={listening}
          compact
          disabled={away}
          className={asks ? undefined : 'max-sm:hidden'}
          onToggle={toggle}
        />
        <IconButton
          label={t('open')}
          aria-haspopup="dialog"
          aria-expanded={open}
          data-testid="open-player"
          onClick={openPlayer}
        >
          <MoreIcon />
        </IconButton>
      </div>
      {opened && (
        <Player
          open={open}
          onClose={() => setOpen(false)}
          music={music}
          listening={listening}
          onToggleListening={toggle}
        />
      )}
    </section>
  );
}
