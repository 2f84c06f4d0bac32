'use client';

import { useLocale } from 'next-intl';
import { useEffect } from 'react';

/** Lets the browser keep the page that is shown without a connection, once this one is there; shows nothing itself. */
export function ServiceWorker() {
  const locale = useLocale();
  useEffect(() => {
    // In development the names of files do not change with what is in them.
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return;
    // Where the browser refuses, Alice works as well, only not without a connection.
    const register = () => void registerFor(locale).catch(() => undefined);
    if (document.readyState === 'complete') register();
    else window.addEventListener('load', register, { once: true });
    return () => window.removeEventListener('load', register);
  }, [locale]);
  return null;
}

async function registerFor(language: string): Promise<void> {
  await navigator.serviceWorker.register('/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ language });
}
