'use client';

import { useEffect, useReducer, useRef } from 'react';
import { recall, remember } from '../../remembered';
import { asksForTap, audioReducer, hasSource, INITIAL_AUDIO, waitMs } from './audio-machine';

const LISTEN_KEY = 'alice.listen';
/** A stream that has given nothing for so long is taken for dead. */
const STALL_MS = 10_000;

/** Plays the music's stream in the page's audio element while the music plays and the person wants it here. */
export function useListening(playing: boolean) {
  const audio = useRef<HTMLAudioElement>(null);
  const [state, dispatch] = useReducer(audioReducer, INITIAL_AUDIO);

  useEffect(() => {
    if (recall(LISTEN_KEY) === 'off') dispatch({ type: 'wanted', wanted: false });
  }, []);
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
    element.addEventListener('error', broken);
    element.addEventListener('ended', broken);
    element.addEventListener('playing', sounding);
    element.addEventListener('waiting', starving);
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
      element.pause();
      element.removeAttribute('src');
      element.load();
    };
  }, [source]);

  useEffect(() => {
    if (state.phase !== 'waiting') return;
    const timer = setTimeout(() => dispatch({ type: 'wait-over' }), waitMs(state));
    return () => clearTimeout(timer);
  }, [state]);

  const toggle = () => {
    if (asksForTap(state)) {
      dispatch({ type: 'gesture' });
      return;
    }
    remember(LISTEN_KEY, state.wanted ? 'off' : 'on');
    dispatch({ type: 'wanted', wanted: !state.wanted });
  };
  return { audio, state, toggle };
}
