import type { Server as HttpServer } from 'node:http';
import type { ClientToServerEvents, Locale, ServerToClientEvents, User } from '@alice/contracts';
import { localeFromHeader, type Logger } from '@alice/service-runtime';
import { Server } from 'socket.io';
import { sessionTokenFrom, type AccountsService } from '../features/accounts';
import type { AliceSocket } from '../features/conversations';
import { isOwnPage } from '../http/authenticate';

export type AliceSocketServer = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  object,
  { user: User; locale: Locale }
>;

/** Largest message on a socket, in bytes. */
const LARGEST_MESSAGE = 64 * 1024;

/** The socket server: signed-in users only, from our own page only, each user in a room of their own. */
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
    perMessageDeflate: false,
    allowRequest: (request, decide) => decide(null, isOwnPage(request.headers)),
  });
  io.use((socket, next) => {
    const { headers } = socket.handshake;
    const token = sessionTokenFrom(headers.cookie, headers['x-forwarded-proto'] === 'https');
    const key = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
    const found = key === undefined ? token && accounts.userOfSession(token) : accounts.userOfKey(key);
    Promise.resolve(found || undefined).then(
      (user) => {
        if (!user) {
          next(new Error('unauthenticated'));
          return;
        }
        socket.data = { user, locale: localeFromHeader(headers['accept-language']) };
        next();
      },
      (error: unknown) => {
        logger.warn('socket refused', { error });
        next(new Error('unavailable'));
      },
    );
  });
  io.on('connection', (socket) => {
    void socket.join(`user:${socket.data.user.id}`);
    onConnect(socket);
  });
  return io;
}
