'use client';

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** So near the end, in pixels, a reader who scrolls down wants to follow it. */
const NEAR_PX = 48;
/** Less than this is rounding, in pixels. */
const NOTHING_PX = 2;

/** Keeps the end of a scrolling element in sight while it grows, unless the reader has gone back to read. */
export function useFollow(fromStart: boolean) {
  const scroller = useRef<HTMLDivElement>(null);
  const following = useRef(fromStart);
  const [atEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    following.current = true;
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    setAtEnd(true);
  }, []);

  const leaveEnd = useCallback(() => {
    following.current = false;
  }, []);

  /** Of the scrolling element or what is in it; before the next frame is drawn. */
  const onResize = useCallback(() => {
    if (following.current) toEnd();
    else if (scroller.current) setAtEnd(distanceOf(scroller.current) < NEAR_PX);
  }, [toEnd]);

  useLayoutEffect(() => {
    if (following.current) toEnd();
  }, [toEnd]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let before = element.scrollTop;
    const onScroll = () => {
      const distance = distanceOf(element);
      const up = element.scrollTop < before;
      before = element.scrollTop;
      // What shrinks moves up too, but stays at its end.
      if (up && distance > NOTHING_PX) following.current = false;
      else if (!up && distance < NEAR_PX) following.current = true;
      setAtEnd(distance < NEAR_PX);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, []);

  return { scroller, atEnd, toEnd, leaveEnd, onResize };
}

const distanceOf = (element: HTMLElement) => element.scrollHeight - element.scrollTop - element.clientHeight;
