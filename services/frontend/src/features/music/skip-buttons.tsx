'use client';

import { useTranslations } from 'next-intl';
import { classNames } from '../../ui/class-names';
import { IconButton } from '../../ui/icon-button';
import { NextIcon, PauseIcon, PlayIcon, PreviousIcon } from '../../ui/icons';
import type { Music } from './use-music';

export interface SkipButtonsProps {
  music: Music;
  disabled: boolean;
  /** Before the names that tests know the buttons by; the bar's own have none, and take the keyboard's shortcuts. */
  prefix?: string;
  large?: boolean;
  /** Hides all but play where the page is narrow. */
  spare?: { previous: string; next: string };
}

/** Back, play or pause, and on. */
export function SkipButtons({ music, disabled, prefix = '', large = false, spare }: SkipButtonsProps) {
  const t = useTranslations('music');
  const { heard, skipping, run } = music;
  const playing = heard?.state.state === 'playing';
  const shortcut = (id: string) => (prefix === '' ? id : undefined);
  const icon = large ? 'size-7' : 'size-5';
  return (
    <div className={classNames('flex shrink-0 items-center', large && 'justify-center gap-3')}>
      <IconButton
        label={t('previous')}
        data-testid={`${prefix}previous`}
        data-shortcut={shortcut('previous')}
        aria-busy={skipping === 'PREV'}
        disabled={disabled}
        className={classNames(large && 'size-12', spare?.previous, skipping === 'PREV' && 'sway')}
        onClick={() => void run('PREV', {})}
      >
        <PreviousIcon className={icon} />
      </IconButton>
      <IconButton
        kind="primary"
        label={t(playing ? 'pause' : 'play')}
        data-testid={`${prefix}play-pause`}
        data-shortcut={shortcut('playPause')}
        disabled={disabled}
        className={large ? 'size-14' : undefined}
        onClick={() => void (playing ? run('PAUSE', {}) : run('PLAY', {}))}
      >
        {playing ? <PauseIcon className={icon} /> : <PlayIcon className={icon} />}
      </IconButton>
      <IconButton
        label={t('next')}
        data-testid={`${prefix}next`}
        data-shortcut={shortcut('next')}
        aria-busy={skipping === 'NEXT'}
        disabled={disabled}
        className={classNames(large && 'size-12', spare?.next, skipping === 'NEXT' && 'sway')}
        onClick={() => void run('NEXT', {})}
      >
        <NextIcon className={icon} />
      </IconButton>
    </div>
  );
}
