import type { Logger } from '@alice/service-runtime';
import type { AccountsService, Identity } from '../features/accounts';
import type { AliceSocket } from '../features/conversations';
import { findSignedIn, secretIn } from '../http/authenticate';

/** So long a session that held is taken to hold, in milliseconds; one that was ended by this backend ends at once. */
const SURE_MS = 1_000;
/** Between two looks at the sessions of all sockets, in milliseconds: often enough that events find one that is sure. */
const LOOK_EVERY_MS = 800;

const secure = ({ handshake: { headers } }: AliceSocket) => headers['x-forwarded-proto'] === 'https';
const secretOf = (socket: AliceSocket) => secretIn(socket.handshake.headers, secure(socket))?.secret ?? '';

/** Who is behind each socket, and whether they are still signed in. A session that ended takes its sockets with it. */
export class SocketSessions {
  /** Until when each socket's session is taken to hold, as `performance.now()` counts. */
  private readonly sureUntil = new Map<AliceSocket, number>();
  private readonly looking: NodeJS.Timeout;

  constructor(
    private readonly accounts: AccountsService,
    private readonly logger: Logger,
  ) {
    accounts.onAccessTaken((userId) => this.lookAgainAt(userId));
    this.looking = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  /** Who wants to connect; undefined where nobody is signed in. */
  async find(socket: AliceSocket): Promise<Identity | undefined> {
    const { headers } = socket.handshake;
    return findSignedIn(this.accounts, headers, secure(socket));
  }

  /** Keeps an eye on a socket that has connected, until it leaves. */
  follow(socket: AliceSocket): void {
    this.sureUntil.set(socket, 0);
    socket.once('disconnect', () => this.sureUntil.delete(socket));
  }

  /** Whether a socket's session still holds; one that does not is disconnected. Known at once for most. */
  holds(socket: AliceSocket): boolean | Promise<boolean> {
    return (this.sureUntil.get(socket) ?? 0) > performance.now() || this.check(socket);
  }

  close(): void {
    clearInterval(this.looking);
  }

  private async check(socket: AliceSocket): Promise<boolean> {
    const asked = performance.now();
    const holds = (await this.find(socket)) !== undefined;
    this.conclude(socket, holds, asked);
    return holds;
  }

  /** At the sessions of all sockets, in one question. */
  private async look(): Promise<void> {
    const sockets = [...this.sureUntil.keys()];
    if (sockets.length === 0) return;
    const asked = performance.now();
    try {
      const held = await this.accounts.stillHeld(sockets.map(secretOf));
      for (const socket of sockets) this.conclude(socket, held.has(secretOf(socket)), asked);
    } catch (error) {
      this.logger.debug('sessions not checked', { reason: String(error) });
    }
  }

  private conclude(socket: AliceSocket, holds: boolean, asked: number): void {
    if (!holds) socket.disconnect(true);
    else if (this.sureUntil.has(socket)) this.sureUntil.set(socket, asked + SURE_MS);
  }

  private lookAgainAt(userId: string): void {
    for (const socket of this.sureUntil.keys()) {
      if (socket.data.user.id !== userId) continue;
      this.sureUntil.set(socket, 0);
      this.check(socket).catch((error: unknown) => {
        this.logger.debug('session not checked', { reason: String(error) });
      });
    }
  }
}
