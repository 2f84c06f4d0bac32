'use client';

import type { MusicQueue, QueueTrack } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { Loaded } from '../../backend/use-loaded';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { CloseIcon, NoteIcon, PlayIcon } from '../../ui/icons';
import { LikeButton } from './like-button';
import { rowsAround } from './rows-around';
import { focusRowBeside, TrackRow } from './track-row';
import { UnloadedList } from './unloaded-list';
import type { Music } from './use-music';

/** So many rows more at a time. */
const MORE = 60;

/** What plays next: jump to a track, like it, or take it out. */
export function QueueList({ queue, music }: { queue: Loaded<MusicQueue>; music: Music }) {
  const t = useTranslations('music');
  const { data, problem, reload, set } = queue;
  const { heard, run, send } = music;
  const list = useRef<HTMLOListElement>(null);
  const loaded = data !== null;
  const [span, setSpan] = useState({ before: 10, after: MORE });
  const current = data?.tracks.findIndex(({ id }) => id === heard?.state.track?.id) ?? -1;
  // Where the list began: what is shown does not move away while track follows track.
  const [anchor, setAnchor] = useState<number | null>(null);
  if (loaded && anchor === null) setAnchor(Math.max(0, current));

  // Where the list scrolls by itself, it begins at what plays.
  useEffect(() => {
    const scroller = list.current?.parentElement?.parentElement;
    const row = list.current?.querySelector<HTMLElement>('[aria-current]');
    if (!scroller || !row || scroller.scrollHeight <= scroller.clientHeight) return;
    scroller.scrollTop = row.offsetTop - scroller.clientHeight / 3;
  }, [loaded]);

  if (!data) {
    return (
      <UnloadedList
        problem={problem}
        loadingLabel={t('queue.loading')}
        againTestId="queue-again"
        onAgain={reload}
      />
    );
  }
  if (data.total === 0) {
    return (
      <EmptyState
        title={t('queue.empty')}
        lead={t('queue.emptyLead')}
        icon={<NoteIcon className="size-8" />}
        testId="queue-empty"
        action={
          <Button data-testid="queue-play-something" onClick={() => void run('PLAY', {})}>
            <PlayIcon />
            {t('playSomething')}
          </Button>
        }
      />
    );
  }

  const change = (tracks: QueueTrack[], total = data.total) => set({ ...data, tracks, total });
  const jump = (track: QueueTrack) =>
    send('/api/music/queue/play', { method: 'POST', body: { id: track.id } }, t('queue.gone')).then(
      (done) => done || reload(),
    );
  const like = (track: QueueTrack, liked: boolean) => {
    change(data.tracks.map((each) => (each.uri === track.uri ? { ...each, liked } : each)));
    const uri = encodeURIComponent(track.uri);
    void (
      liked
        ? send('/api/music/likes', { method: 'POST', body: { uri: track.uri } }, t('queue.gone'))
        : send(`/api/music/likes?uri=${uri}`, { method: 'DELETE' })
    ).then((done) => done || reload());
  };
  const remove = (track: QueueTrack) => {
    change(
      data.tracks.filter(({ id }) => id !== track.id),
      data.total - 1,
    );
    void send(`/api/music/queue/${track.id}`, { method: 'DELETE' }, t('queue.gone')).then(
      (done) => done || reload(),
    );
  };

  const { start, end } = rowsAround(data.tracks.length, anchor ?? 0, current, span);
  return (
    <div className="p-2">
      {heard?.state.shuffle && <p className="px-2 pt-1 pb-2 text-xs text-muted">{t('queue.shuffled')}</p>}
      {start > 0 && (
        <Button
          kind="bare"
          data-testid="queue-earlier"
          onClick={() => setSpan({ ...span, before: span.before + MORE })}
        >
          {t('earlier')}
        </Button>
      )}
      <ol ref={list} start={data.first + start + 1} aria-label={t('queue.title')}>
        {data.tracks.slice(start, end).map((track) => (
          <TrackRow
            key={track.id}
            track={track}
            playLabel={t('playNamed', { title: track.title })}
            current={track.id === heard?.state.track?.id}
            testId="queue-track"
            onPlay={() => jump(track)}
          >
            <LikeButton
              liked={track.liked}
              title={track.title}
              testId="queue-like"
              onToggle={(liked) => like(track, liked)}
            />
            <IconButton
              label={t('queue.removeNamed', { title: track.title })}
              title={t('queue.remove')}
              data-testid="queue-remove"
              onClick={(event) => {
                focusRowBeside(event.currentTarget);
                remove(track);
              }}
            >
              <CloseIcon className="size-4" />
            </IconButton>
          </TrackRow>
        ))}
      </ol>
      {end < data.tracks.length && (
        <Button
          kind="bare"
          data-testid="queue-more"
          onClick={() => setSpan({ ...span, after: span.after + MORE })}
        >
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
