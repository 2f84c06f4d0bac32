'use client';

import type { ClientToServerEvents, ServerToClientEvents } from '@alice/contracts';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { io, type Socket } from 'socket.io-client';
import { callApi } from './call-api';

export type AliceSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** `back` is a lost connection that just came back. */
export type Connection = 'connecting' | 'connected' | 'lost' | 'restarting' | 'back';

const RECONNECTION_DELAY_MS = 500;
const BACK_SHOWN_MS = 3000;
const REFUSED_RETRY_MS = 5000;
const SIGNED_IN_RETRY_MS = 500;

interface Live {
  socket: AliceSocket;
  connection: Connection;
  connected: boolean;
  /** How often the connection came back; what was fetched before a loss may be stale after it. */
  returns: number;
}

const LiveContext = createContext<Live | null>(null);

/** Holds the page's one socket: opened when the page is shown, closed when it goes. */
export function SocketProvider({ children }: { children: ReactNode }) {
  const [socket] = useState<AliceSocket>(() =>
    io({
      path: '/ws/',
      transports: ['websocket'],
      autoConnect: false,
      reconnectionDelay: RECONNECTION_DELAY_MS,
      reconnectionDelayMax: 8000,
    }),
  );
  const [connection, setConnection] = useState<Connection>('connecting');
  const [returns, setReturns] = useState(0);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let connectedBefore = false;
    let gone = false;
    const later = (ms: number, run: () => void) => {
      clearTimeout(timer);
      timer = setTimeout(run, ms);
    };
    const lost = () => setConnection((before) => (before === 'restarting' ? before : 'lost'));
    socket.on('connect', () => {
      clearTimeout(timer);
      setConnection(connectedBefore ? 'back' : 'connected');
      if (connectedBefore) {
        setReturns((count) => count + 1);
        later(BACK_SHOWN_MS, () => setConnection('connected'));
      }
      connectedBefore = true;
    });
    socket.on('disconnect', (reason) => {
      lost();
      // The server closed it on purpose; the client would stay away for good.
      if (reason === 'io server disconnect') later(1000, () => socket.connect());
    });
    socket.on('connect_error', () => {
      lost();
      if (socket.active) return;
      // Refused by the server: where the session has ended, this waits until the person has signed in again.
      void callApi('/api/auth/me')
        .then(
          () => SIGNED_IN_RETRY_MS,
          () => REFUSED_RETRY_MS,
        )
        .then((ms) => gone || later(ms, () => socket.connect()));
    });
    socket.on('server:draining', ({ retryInMs }) => {
      setConnection('restarting');
      later(retryInMs, () => {
        // This moment is the page's own already: it comes back at once, and only a second try waits.
        socket.io.reconnectionDelay(0);
        // The connection alone: to say goodbye would end the answer that is still coming.
        socket.io.engine.close();
        socket.io.reconnectionDelay(RECONNECTION_DELAY_MS);
      });
    });
    socket.connect();
    return () => {
      gone = true;
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.disconnect();
    };
  }, [socket]);

  const live = useMemo<Live>(
    () => ({ socket, connection, connected: connection === 'connected' || connection === 'back', returns }),
    [socket, connection, returns],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** The page's socket and how its connection is. */
export function useSocket(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error('useSocket needs a SocketProvider around it');
  return live;
}
