'use client';

import { useEffect } from 'react';
import type { Music } from './use-music';

const ACTIONS = ['play', 'pause', 'stop', 'previoustrack', 'nexttrack', 'seekto'] as const;

/** Tells the lock screen and the keyboard's music keys what plays, and does what they ask. */
export function useMediaSession({ heard, run, seek }: Music): void {
  const track = heard?.state.track ?? null;
  const { title, artist, album, cover } = track ?? {};
  const state = heard?.state.state ?? 'stopped';

  useEffect(() => {
    if (!('mediaSession' in navigator)) return;
    navigator.mediaSession.metadata =
      title === undefined
        ? null
        : new MediaMetadata({ title, artist, album, artwork: cover ? [{ src: cover }] : [] });
  }, [title, artist, album, cover]);

  useEffect(() => {
    if (!('mediaSession' in navigator)) return;
    navigator.mediaSession.playbackState = state === 'stopped' ? 'none' : state;
  }, [state]);

  useEffect(() => {
    if (!('mediaSession' in navigator) || !heard) return;
    const { elapsedSeconds, durationSeconds } = heard.state;
    navigator.mediaSession.setPositionState?.(
      durationSeconds > 0
        ? { duration: durationSeconds, position: Math.min(elapsedSeconds, durationSeconds) }
        : undefined,
    );
  }, [heard]);

  useEffect(() => {
    if (!('mediaSession' in navigator)) return;
    const { mediaSession } = navigator;
    const handlers: Record<(typeof ACTIONS)[number], MediaSessionActionHandler> = {
      play: () => void run('PLAY', {}),
      pause: () => void run('PAUSE', {}),
      stop: () => void run('STOP', {}),
      previoustrack: () => void run('PREV', {}),
      nexttrack: () => void run('NEXT', {}),
      seekto: ({ seekTime }) => void (seekTime !== undefined && seek(seekTime)),
    };
    const set = (action: (typeof ACTIONS)[number], handler: MediaSessionActionHandler | null) => {
      try {
        mediaSession.setActionHandler(action, handler);
      } catch {
        // A browser that does not know this one.
      }
    };
    for (const action of ACTIONS) set(action, handlers[action]);
    return () => {
      for (const action of ACTIONS) set(action, null);
      mediaSession.metadata = null;
    };
  }, [run, seek]);
}
