'use client';

import { useSyncExternalStore } from 'react';
import { recall, remember } from '../../remembered';

const LISTEN_KEY = 'alice.listen';
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const isWanted = () => recall(LISTEN_KEY) !== 'off';

/** Remembers whether this browser plays the music, and tells every part of the page. */
export function chooseListening(wanted: boolean): void {
  remember(LISTEN_KEY, wanted ? 'on' : 'off');
  for (const listener of listeners) listener();
}

/** Whether the person wants the sound in this browser; yes until they say no. */
export const useListeningWanted = (): boolean => useSyncExternalStore(subscribe, isWanted, () => true);
