'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

/**
 * Goes to a conversation, or to a new one with `/`. Beside another conversation that is the same page to the server:
 * only the address changes, without a round trip.
 */
export function useGo(): (href: `/${'' | `?c=${string}`}`) => void {
  const router = useRouter();
  return useCallback(
    (href) => {
      if (window.location.pathname === '/') window.history.pushState(null, '', href);
      else router.push(href);
    },
    [router],
  );
}
