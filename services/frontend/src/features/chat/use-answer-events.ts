'use client';

import type { ServerToClientEvents } from '@alice/contracts';
import { useEffect, useRef } from 'react';
import { useSocket } from '../../backend/socket-provider';
import type { AnswerEvent } from './conversation';
import { EventBatch } from './event-batch';

export interface AnswerListeners {
  onStarted: ServerToClientEvents['answer:started'];
  /** In their order, once a frame at most. */
  onEvent: (event: AnswerEvent) => void;
}

/** Hears what the server says of the answers of this person. */
export function useAnswerEvents(listeners: AnswerListeners): void {
  const { socket } = useSocket();
  const latest = useRef(listeners);
  useEffect(() => {
    latest.current = listeners;
  });
  useEffect(() => {
    const batch = new EventBatch((event) => latest.current.onEvent(event));
    const on = {
      'answer:started': (event) => latest.current.onStarted(event),
      'answer:delta': (event) => batch.add({ type: 'delta', ...event }),
      'answer:retracted': (event) => batch.add({ type: 'retracted', ...event }),
      'answer:queued': (event) => batch.add({ type: 'queued', ...event }),
      'answer:tool': (event) => batch.add({ type: 'tool', ...event }),
      'answer:done': (response) => batch.add({ type: 'done', messageId: response.messageId, response }),
      'answer:failed': (event) => batch.add({ type: 'failed', ...event }),
    } satisfies Partial<ServerToClientEvents>;
    const names = Object.keys(on) as (keyof typeof on)[];
    for (const name of names) socket.on(name, on[name]);
    return () => {
      for (const name of names) socket.off(name, on[name]);
      batch.close();
    };
  }, [socket]);
}
