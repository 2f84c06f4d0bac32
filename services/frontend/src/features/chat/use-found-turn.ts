'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { hasMessage, type ConversationState } from './conversation';

/** So long a message that was searched for stays marked, in milliseconds. */
const MARKED_MS = 3000;

export interface Found {
  /** The turn of the message. */
  key: string;
  messageId: string;
}

/**
 * The message that the address names (`&m=`), for as long as it is to be shown and marked. `reload` is asked for once
 * where the page does not know the message yet.
 */
export function useFoundTurn(state: ConversationState, reload: (id: string) => Promise<void>): Found | null {
  const messageId = useSearchParams().get('m');
  /** The message that was shown. */
  const [over, setOver] = useState<string | null>(null);
  const asked = useRef<string | null>(null);
  const { id, turns } = state;
  const looking = messageId !== null && over !== messageId;
  const key = looking ? (turns.find((turn) => hasMessage(turn, messageId))?.key ?? null) : null;

  useEffect(() => {
    if (!looking || key !== null || id === null || turns.length === 0 || asked.current === messageId) return;
    asked.current = messageId;
    void reload(id);
  }, [looking, messageId, key, id, turns, reload]);

  useEffect(() => {
    if (!looking || key === null) return;
    asked.current = messageId;
    const timer = setTimeout(() => setOver(messageId), MARKED_MS);
    return () => clearTimeout(timer);
  }, [looking, messageId, key]);

  useEffect(() => {
    if (messageId === null) setOver(null);
  }, [messageId]);

  return key === null || messageId === null ? null : { key, messageId };
}
