'use client';

import { setNonce } from 'get-nonce';

/** Hands the page's nonce to what puts a style element into it (the scroll lock behind dialogs and menus). */
export function StyleNonce({ nonce }: { nonce: string }) {
  if (typeof window !== 'undefined') setNonce(nonce);
  return null;
}
