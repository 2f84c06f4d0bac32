import { UnavailableError } from '@alice/errors';
import type { Logger } from '@alice/service-runtime';
import mpd, { type MPD } from 'mpd2';
import {
  BAD_ARGUMENT,
  MpdRefusal,
  type MpdCommand,
  type MpdConnection,
  type MpdPair,
} from '../features/music';
import { isTooLongForMpd, quoteForMpd } from './quote-for-mpd';

/** Longest wait for a connection or an answer, in milliseconds. */
const ANSWER_MS = 3_000;

/** Waits between attempts to come back, in milliseconds: growing to the last. */
const RETRY_MS = [250, 500, 1_000, 2_000, 5_000];

/** A connection to MPD through `mpd2`, that comes back by itself after MPD was away. */
export class Mpd2Connection implements MpdConnection {
  private client: MPD.Client | undefined;
  private connecting: Promise<MPD.Client> | undefined;
  private retry: NodeJS.Timeout | undefined;
  private attempts = 0;
  private closed = false;
  private readonly listeners: ((subsystem: string) => void)[] = [];

  constructor(
    private readonly address: { host: string; port: number },
    private readonly logger: Logger,
  ) {}

  /** MPD's version of its protocol; undefined while it is away. */
  get protocolVersion(): string | undefined {
    // The library has it, and its types do not.
    return (this.client as { PROTOCOL_VERSION?: string } | undefined)?.PROTOCOL_VERSION?.trim();
  }

  /** Connects in the background, and goes on trying until it is closed. */
  open(): void {
    this.connect().catch(() => undefined);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.client?.disconnect();
  }

  onEvent(listener: (subsystem: string) => void): void {
    this.listeners.push(listener);
  }

  async run(...commands: MpdCommand[]): Promise<MpdPair[]> {
    const lines = commands.map(([name, ...args]) => [name, ...args.map(quoteForMpd)].join(' '));
    if (lines.some(isTooLongForMpd)) throw new MpdRefusal(BAD_ARGUMENT, 'longer than MPD reads');
    const client = this.client ?? (await this.connect());
    try {
      const [only] = lines;
      const answer = await inTime(
        lines.length === 1 && only !== undefined ? client.sendCommand(only) : client.sendCommands(lines),
      );
      return toPairs(answer);
    } catch (error) {
      if (error instanceof mpd.MPDError && Number.isInteger(Number(error.errno))) {
        throw new MpdRefusal(Number(error.errno), error.message);
      }
      // After a lost answer the next one would be taken for it: this connection is of no use any more.
      this.drop(client);
      throw new UnavailableError('MPD does not answer', { cause: error });
    }
  }

  private async connect(): Promise<MPD.Client> {
    if (this.closed) throw new UnavailableError('the connection to MPD is closed');
    this.connecting ??= inTime(mpd.connect({ ...this.address, noDelay: true, timeout: ANSWER_MS })).finally(
      () => (this.connecting = undefined),
    );
    try {
      const client = await this.connecting;
      // Set for the connecting only: an idle connection is no dead one.
      client.socket.setTimeout(0);
      if (this.closed) {
        client.socket.destroy();
        throw new Error('closed while connecting');
      }
      if (this.client !== client) this.use(client);
      return client;
    } catch (error) {
      this.retryLater();
      throw new UnavailableError('MPD cannot be reached', { cause: error });
    }
  }

  private use(client: MPD.Client): void {
    this.client = client;
    this.attempts = 0;
    clearTimeout(this.retry);
    client.on('close', () => this.drop(client));
    client.socket.on('error', () => this.drop(client));
    client.on('system', (subsystem: string) => this.tell(subsystem));
    this.logger.info('connected to MPD', this.address);
    this.tell('connected');
  }

  private drop(client: MPD.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    client.socket.destroy();
    if (this.closed) return;
    this.logger.warn('lost MPD', this.address);
    this.tell('disconnected');
    this.retryLater();
  }

  private retryLater(): void {
    if (this.closed) return;
    clearTimeout(this.retry);
    const wait = RETRY_MS[Math.min(this.attempts++, RETRY_MS.length - 1)];
    this.retry = setTimeout(() => this.open(), wait);
    this.retry.unref();
  }

  private tell(subsystem: string): void {
    for (const listener of this.listeners) listener(subsystem);
  }
}

function toPairs(answer: string): MpdPair[] {
  return answer
    .split('\n')
    .map((line) => /^([^:]+): (.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, key = '', value = '']) => [key, value]);
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_MS} ms`)), ANSWER_MS);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
