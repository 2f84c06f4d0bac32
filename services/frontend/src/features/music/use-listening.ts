'use client';

import { useEffect, useReducer, useRef } from 'react';
import { asksForTap, audioReducer, hasSource, INITIAL_AUDIO, waitMs } from './audio-machine';
import { chooseListening, useListeningWanted } from './listening-choice';

/** A stream that has given nothing for so long is taken for dead. */
const STALL_MS = 10_000;
/** A paused source stays for so long: without one, the buttons of a lock screen would go with the pause. */
const KEPT_MS = 60_000;

const drop = (element: HTMLAudioElement) => {
  element.removeAttribute('src');
  element.load();
};

/** Plays the music's stream in the page's audio element while the music plays and the person wants it here. */
export function useListening(playing: boolean) {
  const audio = useRef<HTMLAudioElement>(null);
  const [state, dispatch] = useReducer(audioReducer, INITIAL_AUDIO);
  const kept = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wanted = useListeningWanted();

  useEffect(() => dispatch({ type: 'wanted', wanted }), [wanted]);
  useEffect(() => dispatch({ type: 'music', playing }), [playing]);

  const source = hasSource(state) ? state.connection : null;
  useEffect(() => {
    const element = audio.current;
    if (!element || source === null) return;
    let current = true;
    let stalled: ReturnType<typeof setTimeout> | undefined;
    const broken = () => current && dispatch({ type: 'broken' });
    const sounding = () => {
      clearTimeout(stalled);
      if (current) dispatch({ type: 'sounding' });
    };
    const starving = () => {
      clearTimeout(stalled);
      stalled = setTimeout(broken, STALL_MS);
    };
    // Headphones that are pulled out, or a call: the browser has paused it, and only a tap goes on.
    const paused = () => {
      if (current && element.paused && !element.ended && !element.error) dispatch({ type: 'blocked' });
    };
    clearTimeout(kept.current);
    element.addEventListener('error', broken);
    element.addEventListener('ended', broken);
    element.addEventListener('playing', sounding);
    element.addEventListener('waiting', starving);
    element.addEventListener('pause', paused);
    starving();
    element.src = `/music/stream?c=${Date.now()}-${source}`;
    element.play().catch((error: unknown) => {
      if (!current) return;
      const blocked = error instanceof DOMException && error.name === 'NotAllowedError';
      // Every other failure comes as an event of the element too.
      if (blocked) dispatch({ type: 'blocked' });
    });
    return () => {
      current = false;
      clearTimeout(stalled);
      element.removeEventListener('error', broken);
      element.removeEventListener('ended', broken);
      element.removeEventListener('playing', sounding);
      element.removeEventListener('waiting', starving);
      element.removeEventListener('pause', paused);
      element.pause();
      kept.current = setTimeout(() => drop(element), KEPT_MS);
    };
  }, [source]);

  useEffect(() => {
    if (state.phase !== 'waiting') return;
    const timer = setTimeout(() => dispatch({ type: 'wait-over' }), waitMs(state));
    return () => clearTimeout(timer);
  }, [state]);

  useEffect(() => {
    const element = audio.current;
    return () => {
      clearTimeout(kept.current);
      if (element) drop(element);
    };
  }, []);

  const toggle = () => {
    if (asksForTap(state)) {
      dispatch({ type: 'gesture' });
      return;
    }
    chooseListening(!state.wanted);
  };
  return { audio, state, toggle };
}
