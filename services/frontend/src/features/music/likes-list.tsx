'use client';

import type { LikedTrack, LikedTracks } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Loaded } from '../../backend/use-loaded';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { HeartIcon, PlayIcon } from '../../ui/icons';
import { LikeButton } from './like-button';
import { focusRowBeside, TrackRow } from './track-row';
import { UnloadedList } from './unloaded-list';
import type { Music } from './use-music';

/** So many rows at first, and more at a time. */
const MORE = 60;

/** The favourites: play one or all, or make one none any more. */
export function LikesList({ likes, music }: { likes: Loaded<LikedTracks>; music: Music }) {
  const t = useTranslations('music');
  const { data, problem, reload, set } = likes;
  const { heard, run, send } = music;
  const [shown, setShown] = useState(MORE);

  if (!data) {
    return (
      <UnloadedList
        problem={problem}
        loadingLabel={t('likes.loading')}
        againTestId="likes-again"
        onAgain={reload}
      />
    );
  }
  if (data.total === 0) {
    return (
      <EmptyState
        title={t('likes.empty')}
        lead={t('likes.emptyLead')}
        icon={<HeartIcon className="size-8" />}
        testId="likes-empty"
      />
    );
  }

  const play = ({ uri }: LikedTrack) =>
    send('/api/music/queue/play', { method: 'POST', body: { uri } }, t('likes.gone'));
  const unlike = ({ uri }: LikedTrack) => {
    set({ tracks: data.tracks.filter((track) => track.uri !== uri), total: data.total - 1 });
    void send(`/api/music/likes?uri=${encodeURIComponent(uri)}`, { method: 'DELETE' }).then(
      (done) => done || reload(),
    );
  };
  return (
    <div className="p-2">
      <Button
        kind="quiet"
        data-testid="play-likes"
        className="mx-2 mt-1 mb-2"
        onClick={() => void run('PLAY', { liked: true })}
      >
        <PlayIcon className="size-4" />
        {t('likes.playAll')}
      </Button>
      <ul aria-label={t('likes.title')}>
        {data.tracks.slice(0, shown).map((track) => (
          <TrackRow
            key={track.uri}
            track={track}
            playLabel={t('playNamed', { title: track.title })}
            current={track.uri === heard?.state.track?.uri}
            testId="liked-track"
            onPlay={() => play(track)}
          >
            <LikeButton
              liked
              title={track.title}
              testId="liked-like"
              onToggle={() => {
                if (document.activeElement instanceof HTMLElement) focusRowBeside(document.activeElement);
                unlike(track);
              }}
            />
          </TrackRow>
        ))}
      </ul>
      {shown < data.tracks.length && (
        <Button kind="bare" data-testid="likes-more" onClick={() => setShown(shown + MORE)}>
          {t('more')}
        </Button>
      )}
      {data.total > data.tracks.length && (
        <p className="p-2 text-xs text-muted">
          {t('queue.part', { shown: data.tracks.length, total: data.total })}
        </p>
      )}
    </div>
  );
}
