'use client';

import type { Problem } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useProblemWords } from '../../backend/use-problem-words';
import { Button } from '../../ui/button';

export interface MoreButtonProps {
  /** Why there was no more the last time; it is asked for again by hand then. */
  problem: Problem | null;
  busy: boolean;
  /** `asked`: somebody pressed it, rather than scrolled to it. */
  onMore: (asked: boolean) => void;
}

/** Brings what follows when it comes near, or when it is pressed. */
export function MoreButton({ problem, busy, onMore }: MoreButtonProps) {
  const t = useTranslations('conversations');
  const words = useProblemWords();
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  useEffect(() => {
    latest.current = onMore;
  });

  useEffect(() => {
    if (busy || problem || !place.current) return;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) latest.current(false);
      },
      { root: place.current.parentElement, rootMargin: '0px 0px 200px 0px' },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [busy, problem]);

  return (
    <div ref={place} className="pt-1">
      {problem && <p className="px-3 py-1 text-sm text-muted">{words(problem)}</p>}
      <Button
        kind="bare"
        className="w-full"
        aria-disabled={busy}
        data-testid="more-conversations"
        onClick={() => !busy && onMore(true)}
      >
        {t(busy ? 'loading' : problem ? 'tryAgain' : 'more')}
      </Button>
    </div>
  );
}
