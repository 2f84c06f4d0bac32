import type { Server as HttpServer } from 'node:http';
import type { ClientToServerEvents, Locale, ServerToClientEvents, User } from '@alice/contracts';
import { localeFromHeader, type Logger } from '@alice/service-runtime';
import { Server } from 'socket.io';
import type { AccountsService } from '../features/accounts';
import type { AliceSocket } from '../features/conversations';
import { findSignedIn, isOwnPage } from '../http/authenticate';

export type AliceSocketServer = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  object,
  { user: User; locale: Locale }
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
/** Between two looks at whether the sessions of silent sockets still hold, in milliseconds. */
const LOOK_EVERY_MS = 15_000;

/** The socket server: for whom is signed in, from our own page only. */
export function createSocketServer(
  http: HttpServer,
  accounts: AccountsService,
  logger: Logger,
  onConnect: (socket: AliceSocket) => void,
): AliceSocketServer {
  const io: AliceSocketServer = new Server(http, {
    path: '/ws/',
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
    perMessageDeflate: COMPRESSION,
    allowRequest: (request, decide) => decide(null, isOwnPage(request.headers)),
  });
  const userOf = ({ handshake: { headers } }: AliceSocket): Promise<User | undefined> =>
    findSignedIn(accounts, headers, headers['x-forwarded-proto'] === 'https');
  io.use((socket, next) => {
    userOf(socket).then(
      (user) => {
        if (user)
          socket.data = { user, locale: localeFromHeader(socket.handshake.headers['accept-language']) };
        next(user ? undefined : new Error('unauthenticated'));
      },
      (error: unknown) => {
        logger.warn('socket refused', { error });
        next(new Error('unavailable'));
      },
    );
  });
  const check = async (socket: AliceSocket): Promise<boolean> => {
    const allowed = (await userOf(socket)) !== undefined;
    if (!allowed) socket.disconnect(true);
    return allowed;
  };
  // A session that ended takes its sockets with it: at the next event, or at the next look.
  const looking = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) {
      check(socket).catch((error: unknown) => logger.debug('session not checked', { reason: String(error) }));
    }
  }, LOOK_EVERY_MS);
  looking.unref();
  http.once('close', () => clearInterval(looking));
  io.on('connection', (socket) => {
    socket.use((_event, next) => {
      check(socket).then(
        (allowed) => (allowed ? next() : undefined),
        () => next(new Error('unavailable')),
      );
    });
    onConnect(socket);
  });
  return io;
}
