'use client';

import { useTranslations } from 'next-intl';
import { classNames } from '../../ui/class-names';
import { useMusicWords } from './use-music-words';
import type { Music } from './use-music';

export interface TrackWordsProps {
  music: Music;
  /** Stands in the second line where the button that it explains has no room for words. */
  hint?: string;
}

/** The title and who plays it; what went wrong takes the second line's place, so that nothing moves. */
export function TrackWords({ music, hint }: TrackWordsProps) {
  const t = useTranslations('music');
  const { heard, missing } = music;
  const wrong = useMusicWords(music);
  const state = missing ? null : (heard?.state ?? null);
  const track = state?.track ?? null;
  const by = [track?.artist, track?.album].filter(Boolean).join(' · ');
  const title = track?.title ?? t(missing ? 'missing' : heard ? 'nothing' : 'looking');
  return (
    <div className="min-w-0 flex-1">
      <p
        className={classNames('text-sm font-medium', missing ? 'line-clamp-2 leading-tight' : 'truncate')}
        dir="auto"
        title={title}
        data-testid="now-playing-title"
      >
        {title}
      </p>
      {hint && !wrong && <p className="line-clamp-2 text-xs leading-4 text-spruce xl:hidden">{hint}</p>}
      <p className={classNames('truncate text-xs text-muted', wrong ? 'hidden' : hint && 'max-xl:hidden')}>
        {state && (
          <span
            data-testid="now-playing-state"
            data-state={state.state}
            className={classNames(state.state === 'playing' && by && 'sr-only')}
          >
            {t(`states.${state.state}`)}
          </span>
        )}
        {state && by && state.state !== 'playing' && ' · '}
        <bdi>{by}</bdi>
      </p>
      <p
        role="status"
        data-testid="music-trouble"
        className="line-clamp-2 text-xs leading-4 text-lingon empty:hidden"
      >
        {wrong}
      </p>
    </div>
  );
}
