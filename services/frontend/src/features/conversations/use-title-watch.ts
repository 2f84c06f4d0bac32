'use client';

import type { ConversationPage } from '@alice/contracts';
import { useCallback, useEffect, useRef } from 'react';

/** When to look for the title that the model makes in a quiet moment after its answer, in milliseconds. */
const LOOKS_MS = [4_000, 6_000, 15_000, 40_000];
/** An older conversation has got its title long ago. */
const YOUNG_MS = 60 * 60 * 1000;

/** Returns what is to be told of an answer's conversation: while that is young, `look` is called a few times until its title is another. */
export function useTitleWatch(
  page: ConversationPage | null,
  look: () => Promise<void>,
): (conversationId: string) => void {
  const items = useRef(page?.items);
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  const done = useRef(new Set<string>());
  useEffect(() => {
    items.current = page?.items;
  });
  useEffect(() => {
    const running = timers.current;
    return () => running.forEach((timer) => clearTimeout(timer));
  }, []);

  return useCallback(
    (conversationId) => {
      const known = () => items.current?.find(({ id }) => id === conversationId);
      const first = known();
      if (done.current.has(conversationId)) return;
      if (first && Date.now() - Date.parse(first.createdAt) > YOUNG_MS) return;
      const wait = (turn: number, title: string | undefined) => {
        const pause = LOOKS_MS[turn];
        clearTimeout(timers.current.get(conversationId));
        if (pause === undefined) return;
        const lookNow = async () => {
          const now = known()?.title;
          if (title !== undefined && now !== title) done.current.add(conversationId);
          else {
            await look();
            wait(turn + 1, title ?? now);
          }
        };
        timers.current.set(
          conversationId,
          setTimeout(() => void lookNow(), pause),
        );
      };
      wait(0, first?.title);
    },
    [look],
  );
}
