'use client';

import { useState, type ReactNode } from 'react';
import { classNames } from '../../ui/class-names';
import { Cover } from './cover';
import { clockTime } from './music-clock';

export interface TrackRowProps {
  track: { title: string; artist?: string; album?: string; cover?: string | null; durationSeconds?: number };
  /** What pressing it does. */
  playLabel: string;
  current?: boolean;
  testId: string;
  onPlay: () => Promise<unknown>;
  children: ReactNode;
}

/** A track in a list: pressing its name plays it; what else can be done with it stands at the end. */
export function TrackRow({ track, playLabel, current = false, testId, onPlay, children }: TrackRowProps) {
  const [waiting, setWaiting] = useState(false);
  const by = [track.artist, track.album].filter(Boolean).join(' · ');
  return (
    <li
      aria-current={current || undefined}
      data-testid={testId}
      className={classNames(
        'flex items-center gap-1 rounded-xl pr-1 [content-visibility:auto] [contain-intrinsic-size:auto_3.5rem]',
        current ? 'bg-moss' : 'hover:bg-birch',
      )}
    >
      <button
        type="button"
        title={playLabel}
        data-testid={`${testId}-play`}
        aria-busy={waiting}
        className={classNames(
          'flex min-h-14 min-w-0 flex-1 items-center gap-3 rounded-xl px-2 text-left',
          waiting && 'sway',
        )}
        onClick={() => {
          setWaiting(true);
          void onPlay().finally(() => setWaiting(false));
        }}
      >
        <Cover track={track} lazy className="size-10 rounded-md" />
        <span className="min-w-0 flex-1">
          <span className={classNames('block truncate text-sm', current && 'font-semibold')} dir="auto">
            {track.title}
          </span>
          <span className="block truncate text-xs text-muted" dir="auto">
            {by}
          </span>
        </span>
        {track.durationSeconds !== undefined && (
          <span className="text-xs text-muted tabular-nums max-sm:hidden">
            {clockTime(track.durationSeconds)}
          </span>
        )}
      </button>
      {children}
    </li>
  );
}

/** Gives the focus to the same button of the row beside, before this row goes. */
export function focusRowBeside(button: HTMLElement): void {
  const row = button.closest('li');
  const beside = row?.nextElementSibling ?? row?.previousElementSibling;
  beside?.querySelector<HTMLElement>(`[data-testid="${button.dataset.testid}"]`)?.focus();
}
