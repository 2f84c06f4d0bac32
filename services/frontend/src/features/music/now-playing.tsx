'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { useProblemWords } from '../../backend/use-problem-words';
import { classNames } from '../../ui/class-names';
import { IconButton } from '../../ui/icon-button';
import {
  HeartFilledIcon,
  HeartIcon,
  MoreIcon,
  NextIcon,
  PauseIcon,
  PlayIcon,
  PreviousIcon,
  RepeatIcon,
  RepeatOneIcon,
  ShuffleIcon,
  StopIcon,
} from '../../ui/icons';
import { asksForTap } from './audio-machine';
import { ListenButton } from './listen-button';
import { TrackProgress } from './track-progress';
import { useListening } from './use-listening';
import { useMusic } from './use-music';
import { VolumeControl } from './volume-control';

const NEXT_REPEAT = { off: 'all', all: 'one', one: 'off' } as const;

/** The bar that shows what plays and moves it; the sound itself comes from here too. */
export function NowPlaying() {
  const t = useTranslations('music');
  const words = useProblemWords();
  const { heard, missing, trouble, run } = useMusic();
  const music = heard?.state ?? null;
  const playing = music?.state === 'playing';
  const { audio, state: listening, toggle } = useListening(playing);
  const asks = asksForTap(listening);
  const [more, setMore] = useState(false);
  const moreId = useId();
  const track = music?.track ?? null;
  const by = [track?.artist, track?.album].filter(Boolean).join(' · ');
  const wrong = trouble
    ? 'problem' in trouble
      ? words(trouble.problem)
      : trouble.message
    : missing && words(missing);

  return (
    <section
      aria-label={t('label')}
      data-testid="now-playing"
      className="relative border-t border-line bg-surface px-3 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]"
    >
      <audio ref={audio} data-testid="audio" data-phase={listening.phase} preload="none" />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1 basis-0 lg:basis-56">
          <p className="truncate text-sm font-medium" dir="auto" data-testid="now-playing-title">
            {track?.title ?? t(heard ? 'nothing' : missing ? 'missing' : 'looking')}
          </p>
          <p className="flex min-w-0 items-baseline gap-2 text-xs text-muted">
            {music && (
              <span
                data-testid="now-playing-state"
                data-state={music.state}
                className={classNames('shrink-0', playing && 'font-medium text-spruce')}
              >
                {t(`states.${music.state}`)}
              </span>
            )}
            <span className="truncate" dir="auto">
              {by}
            </span>
          </p>
        </div>
        {heard && track && <TrackProgress heard={heard} />}
        <div className="flex items-center">
          <IconButton
            label={t('previous')}
            data-testid="previous"
            disabled={!music}
            onClick={() => void run('PREV', {})}
          >
            <PreviousIcon />
          </IconButton>
          <IconButton
            kind="primary"
            label={t(playing ? 'pause' : 'play')}
            data-testid="play-pause"
            disabled={!music}
            onClick={() => void (playing ? run('PAUSE', {}) : run('PLAY', {}))}
          >
            {playing ? <PauseIcon /> : <PlayIcon />}
          </IconButton>
          <IconButton
            label={t('next')}
            data-testid="next"
            disabled={!music}
            onClick={() => void run('NEXT', {})}
          >
            <NextIcon />
          </IconButton>
          <IconButton
            className="lg:hidden"
            label={t('more')}
            aria-expanded={more}
            aria-controls={moreId}
            data-testid="more"
            onClick={() => setMore(!more)}
          >
            <MoreIcon className={classNames('size-5 transition-transform', more && 'rotate-180')} />
          </IconButton>
        </div>
        {music && (
          <div
            id={moreId}
            className={classNames(
              'flex-wrap items-center lg:flex lg:w-auto',
              more ? 'flex w-full' : 'hidden',
            )}
          >
            <IconButton label={t('stop')} data-testid="stop-music" onClick={() => void run('STOP', {})}>
              <StopIcon />
            </IconButton>
            <IconButton
              label={t('shuffle')}
              aria-pressed={music.shuffle}
              data-testid="shuffle"
              onClick={() => void run('SHUFFLE', { enabled: !music.shuffle })}
            >
              <ShuffleIcon />
            </IconButton>
            <IconButton
              label={t(`repeat.${music.repeat}`)}
              aria-pressed={music.repeat !== 'off'}
              data-testid="repeat"
              onClick={() => void run('REPEAT', { mode: NEXT_REPEAT[music.repeat] })}
            >
              {music.repeat === 'one' ? <RepeatOneIcon /> : <RepeatIcon />}
            </IconButton>
            <IconButton
              label={t(music.liked ? 'unlike' : 'like')}
              aria-pressed={music.liked}
              data-testid="like"
              disabled={!track}
              onClick={() => void run(music.liked ? 'UNLIKE' : 'LIKE', {})}
            >
              {music.liked ? <HeartFilledIcon className="size-5 text-lingon" /> : <HeartIcon />}
            </IconButton>
            <div className="order-1 max-lg:basis-full lg:order-none">
              <VolumeControl music={music} run={run} />
            </div>
            {!asks && <ListenButton listening={listening} onToggle={toggle} />}
          </div>
        )}
        {music && asks && <ListenButton listening={listening} onToggle={toggle} />}
      </div>
      <p
        role="status"
        data-testid="music-trouble"
        className={classNames('text-sm text-lingon', wrong && 'pt-1')}
      >
        {wrong}
      </p>
    </section>
  );
}
