'use client';

import type { Health } from '@alice/contracts';
import { useEffect, useState } from 'react';
import { callApi } from '../../backend/call-api';
import { useSocket } from '../../backend/socket-provider';

/** How Alice is, live; null until the first word of it. */
export function useHealth(): Health | null {
  const { socket, returns } = useSocket();
  const [health, setHealth] = useState<Health | null>(null);

  useEffect(() => {
    socket.on('system:status', setHealth);
    return () => void socket.off('system:status', setHealth);
  }, [socket]);

  useEffect(() => {
    const controller = new AbortController();
    callApi<Health>('/api/health', { signal: controller.signal })
      .then(setHealth)
      .catch(() => undefined);
    return () => controller.abort();
  }, [returns]);

  return health;
}
