'use client';

import { useEffect, useSyncExternalStore, type ComponentType } from 'react';
import type { MessageListProps } from './message-list';

/** After so long it is tried again where the network gave nothing, in milliseconds. */
const RETRY_MS = 2000;

let messageList: ComponentType<MessageListProps> | null = null;
let loading: Promise<void> | null = null;
const listeners = new Set<() => void>();

/** Fetches what shows messages, once: a new conversation has none, so that the page is there without it. */
export function loadMessageList(): Promise<void> {
  loading ??= import('./message-list').then(
    ({ MessageList }) => {
      messageList = MessageList;
      for (const listener of listeners) listener();
    },
    () => {
      loading = null;
    },
  );
  return loading;
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** What shows messages, or null until it is there; it is fetched when it is wanted. */
export function useMessageList(wanted: boolean): ComponentType<MessageListProps> | null {
  const List = useSyncExternalStore(
    subscribe,
    () => messageList,
    () => null,
  );
  const missing = wanted && List === null;
  useEffect(() => {
    if (!missing) return;
    void loadMessageList();
    const timer = setInterval(() => void loadMessageList(), RETRY_MS);
    return () => clearInterval(timer);
  }, [missing]);
  return List;
}
