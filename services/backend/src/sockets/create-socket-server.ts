import type { Server as HttpServer } from 'node:http';
import type { ClientToServerEvents, Locale, ServerToClientEvents, User } from '@alice/contracts';
import { localeFromHeader, type Logger } from '@alice/service-runtime';
import { Server, type ServerOptions } from 'socket.io';
import type { AccountsService } from '../features/accounts';
import type { AliceSocket, TurnWish } from '../features/conversations';
import { isOwnPage } from '../http/authenticate';
import { limitEvents } from './limit-events';
import { SocketSessions } from './socket-sessions';

/** What backends tell each other. */
export interface PeerEvents {
  'turn:wish': (wish: TurnWish) => void;
  'queue:changed': () => void;
}

export type AliceSocketServer = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  PeerEvents,
  { user: User; locale: Locale; address: string }
>;

/** Largest message on a socket, in bytes. */
const LARGEST_MESSAGE = 64 * 1024;
/**
 * Deltas are a word each in the same wrapping every time: a window that is kept from message to message takes the wrapping
 * away. It is small, for about 32 KB a page; what a page sends is seldom and short.
 */
const COMPRESSION = {
  threshold: 0,
  serverMaxWindowBits: 12,
  clientNoContextTakeover: true,
  zlibDeflateOptions: { level: 3, memLevel: 5 },
};

/** Where a socket comes from; our nginx is the one hop before us, and says so. */
function addressOf({ handshake: { headers, address } }: AliceSocket): string {
  return (
    String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .at(-1)
      ?.trim() || address
  );
}

/** The socket server: for whom is signed in, from our own page only. */
export function createSocketServer(
  http: HttpServer,
  accounts: AccountsService,
  logger: Logger,
  onConnect: (socket: AliceSocket) => void,
  eventsPerSecond: number,
  adapter?: ServerOptions['adapter'],
): AliceSocketServer {
  const io: AliceSocketServer = new Server(http, {
    path: '/ws/',
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
    perMessageDeflate: COMPRESSION,
    ...(adapter ? { adapter } : {}),
    allowRequest: (request, decide) => decide(null, isOwnPage(request.headers)),
  });
  const sessions = new SocketSessions(accounts, logger);
  http.once('close', () => sessions.close());
  io.use((socket, next) => {
    sessions.find(socket).then(
      (identity) => {
        if (!identity) return next(new Error('unauthenticated'));
        if (identity.scopes && !identity.scopes.includes('chat')) return next(new Error('forbidden'));
        const locale = localeFromHeader(socket.handshake.headers['accept-language']);
        socket.data = { user: identity.user, locale, address: addressOf(socket) };
        next();
      },
      (error: unknown) => {
        logger.warn('socket refused', { error });
        next(new Error('unavailable'));
      },
    );
  });
  io.on('connection', (socket) => {
    sessions.follow(socket);
    limitEvents(socket, eventsPerSecond, logger);
    socket.use((_event, next) => {
      const holds = sessions.holds(socket);
      if (holds === true) next();
      else
        Promise.resolve(holds).then(
          (still) => (still ? next() : undefined),
          () => next(new Error('unavailable')),
        );
    });
    onConnect(socket);
  });
  return io;
}
