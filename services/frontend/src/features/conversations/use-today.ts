'use client';

import { useEffect, useState } from 'react';
import { untilTomorrow } from './day-groups';

/** The present day, as a moment in it; changes when the next begins, also for a device that slept over it. */
export function useToday(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const look = () => {
      if (new Date().toDateString() !== now.toDateString()) setNow(new Date());
    };
    const timer = setTimeout(look, untilTomorrow(now));
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [now]);
  return now;
}
