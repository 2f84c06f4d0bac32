'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button';
import { pauseBefore, wantedAddress } from './come-back';

const LOOK_MS = 5_000;

/** Looks whether Alice is there again, by itself and when pressed, and goes where the person wanted to go. */
export function ComeBackButton() {
  const t = useTranslations('offline');
  const [looking, setLooking] = useState(false);
  const [looks, setLooks] = useState(0);
  const pressed = useRef(false);

  const look = useCallback(async () => {
    setLooking(true);
    try {
      const answer = await fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(LOOK_MS) });
      if (answer.ok) {
        window.location.replace(wantedAddress(window.location));
        return;
      }
    } catch {
      // Not there yet.
    }
    setLooking(false);
    setLooks((count) => count + 1);
  }, []);

  useEffect(() => {
    const now = () => void look();
    const timer = setTimeout(now, pauseBefore(looks));
    window.addEventListener('online', now);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', now);
    };
  }, [look, looks]);

  return (
    <>
      <Button
        aria-disabled={looking}
        data-testid="try-again"
        onClick={() => {
          if (looking) return;
          pressed.current = true;
          void look();
        }}
      >
        {t('tryAgain')}
      </Button>
      <p role="status" className="min-h-6 text-sm text-muted" data-testid="offline-status">
        {looking ? t('looking') : pressed.current && t('notYet')}
      </p>
    </>
  );
}
