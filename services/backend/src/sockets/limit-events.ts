import { randomUUID } from 'node:crypto';
import type { Ack } from '@alice/contracts';
import { RateLimitedError } from '@alice/errors';
import { toProblem, type Logger } from '@alice/service-runtime';
import type { AliceSocket } from '../features/conversations';
import { TokenBucket } from '../features/limits';

/** So many events may come at once, beside what comes in a second: a page that was away catches up. */
const BURST = 100;
/** So many events too many are answered before a socket is closed, and so many of them are forgiven in a second. */
const PATIENCE = 100;
const FORGIVEN_PER_SECOND = 10;
/** RFC 6455: a message that breaks the rules of the server. */
const POLICY_VIOLATION = 1008;

/** Answers what comes too often on a socket with a problem, and closes the socket of who goes on all the same. */
export function limitEvents(socket: AliceSocket, perSecond: number, logger: Logger): void {
  const events = new TokenBucket(BURST, perSecond);
  const patience = new TokenBucket(PATIENCE, FORGIVEN_PER_SECOND);
  socket.use((event: unknown[], next) => {
    if (events.take()) return next();
    if (!patience.take()) {
      logger.warn('socket closed: too many events', { user: socket.data.user.id });
      closeForPolicy(socket);
      return;
    }
    const ack = event.at(-1) as Ack<never> | undefined;
    if (typeof ack === 'function') ack({ problem: tooMany(perSecond, socket) });
  });
}

const tooMany = (perSecond: number, { data: { locale } }: AliceSocket) =>
  toProblem(
    new RateLimitedError('too many events on a socket', {
      reason: 'events',
      retryAfterSeconds: 1,
      limit: { policy: 'socket-events', quota: perSecond, windowSeconds: 1 },
    }),
    randomUUID(),
    locale,
  );

/** socket.io can say goodbye, and has no word for the code of the connection below: that one is closed by its own. */
function closeForPolicy(socket: AliceSocket): void {
  const { transport } = socket.conn as unknown as {
    transport: { socket?: { close?: (code: number, reason: string) => void } };
  };
  socket.disconnect();
  if (transport.socket?.close) transport.socket.close(POLICY_VIOLATION, 'too many events');
  else socket.disconnect(true);
}
