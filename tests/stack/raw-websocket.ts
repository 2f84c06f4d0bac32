import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { signIn, stack } from './stack';

export interface Frame {
  opcode?: number;
  payload?: Buffer | string;
  /** Frames of a client must be masked (RFC 6455, 5.3). */
  masked?: boolean;
  /** The three reserved bits. */
  reserved?: number;
  fin?: boolean;
  /** A length that the payload does not have. */
  claims?: number;
}

/** The bytes of a websocket frame, right or wrong. */
export function frameOf({
  opcode = 1,
  payload = '',
  masked = true,
  reserved = 0,
  fin = true,
  claims,
}: Frame): Buffer {
  const body = Buffer.from(payload);
  const length = claims ?? body.length;
  const head = Buffer.alloc(length < 126 ? 2 : 10);
  head[0] = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  head[1] = (masked ? 0x80 : 0) | (length < 126 ? length : 127);
  if (length >= 126) head.writeBigUInt64BE(BigInt(length), 2);
  if (!masked) return Buffer.concat([head, body]);
  const mask = randomBytes(4);
  return Buffer.concat([head, mask, body.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}

/** A websocket to the backend that sends what it is told to, byte for byte. */
export class RawWebSocket {
  private received = Buffer.alloc(0);
  private ended = false;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => (this.received = Buffer.concat([this.received, chunk])));
    socket.on('error', () => undefined);
    socket.once('close', () => (this.ended = true));
  }

  /** Resolves with the status of the handshake, and the socket where that is 101. */
  static async open(
    headers: Record<string, string> = {},
    path = '/ws/?EIO=4&transport=websocket',
  ): Promise<{ status: number; socket: RawWebSocket }> {
    const { hostname, port, host, origin } = new URL(stack().httpUrl);
    const all: Record<string, string> = {
      Host: host,
      Origin: origin,
      Cookie: await signIn(),
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      ...headers,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    const socket = new RawWebSocket(connect(Number(port), hostname));
    socket.socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    await socket.until('the answer to the handshake', () => socket.received.includes('\r\n\r\n'));
    const status = Number(socket.received.toString('latin1').split(' ')[1]);
    socket.received = socket.received.subarray(socket.received.indexOf('\r\n\r\n') + 4);
    return { status, socket };
  }

  send(...frames: Frame[]): void {
    for (const frame of frames) if (!this.ended) this.socket.write(frameOf(frame));
  }

  get text(): string {
    return this.received.toString('utf8');
  }

  /** Whether the other side has closed; the code of its close frame, 1006 where it sent none. */
  async closed(): Promise<number> {
    await this.until('the other side to close', () => this.ended || this.closeCode() !== undefined);
    const code = this.closeCode() ?? 1006;
    this.socket.destroy();
    return code;
  }

  leave(): void {
    this.socket.destroy();
  }

  async until(what: string, holds: () => boolean, timeoutMs = 15_000): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (!holds()) {
      if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  private closeCode(): number | undefined {
    const at = this.received.indexOf(Buffer.from([0x88]));
    if (at < 0 || this.received.length < at + 2) return undefined;
    // An empty close frame (RFC 6455, 7.1.5).
    if (this.received[at + 1] === 0) return 1005;
    return this.received.length < at + 4 ? undefined : this.received.readUInt16BE(at + 2);
  }
}
