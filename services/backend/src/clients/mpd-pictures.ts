import { connect, type Socket } from 'node:net';
import { UnavailableError } from '@alice/errors';
import { MOST_PICTURE_BYTES, pictureType, type Picture, type TrackPictures } from '../features/music';
import { isTooLongForMpd, quoteForMpd } from './quote-for-mpd';

/** Longest wait for a whole picture, in milliseconds. */
const ANSWER_MS = 3_000;

/** Of MPD's 50 connections, so many at once for pictures. */
const MOST_AT_ONCE = 16;

/** MPD tells whether there is a picture, and of what kind, in its smallest piece; a whole one comes in large pieces. */
const PIECE_BYTES = { look: 64, read: 1024 * 1024 };

/**
 * Pictures from MPD, each over a connection of its own: `mpd2` reads text only, and a large picture would hold up the
 * commands.
 */
export class MpdPictures implements TrackPictures {
  private atOnce = 0;

  constructor(private readonly address: { host: string; port: number }) {}

  async has(uri: string): Promise<boolean> {
    return (await this.ask(uri, 'look')) !== null;
  }

  read(uri: string): Promise<Picture | null> {
    return this.ask(uri, 'read');
  }

  private async ask(uri: string, purpose: keyof typeof PIECE_BYTES): Promise<Picture | null> {
    if (isTooLongForMpd(`readpicture ${quoteForMpd(uri)}`)) return null;
    if (this.atOnce >= MOST_AT_ONCE) {
      throw new UnavailableError('too many pictures are asked for at once', { retryAfterSeconds: 1 });
    }
    this.atOnce += 1;
    const socket = connect({ ...this.address, noDelay: true });
    const deadline = setTimeout(
      () => socket.destroy(new Error(`no picture within ${ANSWER_MS} ms`)),
      ANSWER_MS,
    );
    try {
      const answers = new Answers(socket);
      await answers.line();
      await answers.to(`binarylimit ${PIECE_BYTES[purpose]}`);
      for (const command of ['readpicture', 'albumart']) {
        const picture = await receive(answers, `${command} ${quoteForMpd(uri)}`, purpose === 'read');
        if (picture) return picture;
      }
      return null;
    } catch (cause) {
      throw new UnavailableError('MPD does not hand over pictures', { cause, retryAfterSeconds: 5 });
    } finally {
      clearTimeout(deadline);
      socket.destroy();
      this.atOnce -= 1;
    }
  }
}

/** One picture, piece by piece, or only its first piece; null where there is none that a page can show. */
async function receive(answers: Answers, command: string, whole: boolean): Promise<Picture | null> {
  const first = await answers.to(`${command} 0`);
  const type = pictureType(first.piece);
  if (type === undefined || first.size > MOST_PICTURE_BYTES) return null;
  const pieces = [first.piece];
  let received = first.piece.length;
  while (whole && received < first.size) {
    const { piece } = await answers.to(`${command} ${received}`);
    if (piece.length === 0) return null;
    pieces.push(piece);
    received += piece.length;
  }
  return { type, bytes: Buffer.concat(pieces) };
}

/** What MPD answers: lines of text, and bytes where a line announces them. */
class Answers {
  private readonly chunks: AsyncIterator<Buffer>;
  private received: Buffer = Buffer.alloc(0);

  constructor(private readonly socket: Socket) {
    this.chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** Sends a command; an empty piece where MPD refuses it. */
  async to(command: string): Promise<{ size: number; piece: Buffer }> {
    this.socket.write(`${command}\n`);
    let size = 0;
    let piece: Buffer = Buffer.alloc(0);
    for (;;) {
      const line = await this.line();
      if (line === 'OK' || line.startsWith('ACK ')) return { size, piece };
      const [key, value] = line.split(': ');
      if (key === 'size') size = Number(value);
      if (key !== 'binary') continue;
      piece = await this.bytes(Number(value));
      await this.line();
    }
  }

  async line(): Promise<string> {
    let end = this.received.indexOf('\n');
    while (end < 0) {
      await this.more();
      end = this.received.indexOf('\n');
    }
    return this.take(end + 1).toString('utf8', 0, end);
  }

  private async bytes(count: number): Promise<Buffer> {
    while (this.received.length < count) await this.more();
    return this.take(count);
  }

  private take(count: number): Buffer {
    const taken = this.received.subarray(0, count);
    this.received = this.received.subarray(count);
    return taken;
  }

  private async more(): Promise<void> {
    const chunk = await this.chunks.next();
    if (chunk.done) throw new Error('MPD closed the connection');
    this.received = Buffer.concat([this.received, chunk.value]);
  }
}
