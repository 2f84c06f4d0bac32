import type { ServerResponse } from 'node:http';
import type { Mode } from './bad-days.ts';
import type { Patience } from './patience.ts';

const TOGETHER = 5;
const PIECES = 3;

/** Writes lines of JSON in the manner of the day: each by itself, cut at bad places, or several at once. */
export class LineWriter {
  private readonly response: ServerResponse;
  private readonly patience: Patience;
  private readonly mode: Mode;
  private readonly waitMs: number;
  private held: Buffer[] = [];

  constructor(response: ServerResponse, patience: Patience, mode: Mode, waitMs: number) {
    this.response = response;
    this.patience = patience;
    this.mode = mode;
    this.waitMs = waitMs;
  }

  async write(value: unknown): Promise<void> {
    const line = toLine(value);
    if (this.mode === 'split-utf8') return this.writeApart(cutInCharacters(line));
    if (this.mode === 'line-in-pieces') return this.writeApart(cutEvenly(line));
    if (this.mode !== 'lines-together') return this.writeApart([line]);
    this.held.push(line);
    if (this.held.length >= TOGETHER) this.flush();
  }

  /** As fast as the reader takes it, until it goes away. */
  async flood(value: unknown): Promise<void> {
    const line = toLine(value);
    while (!this.response.destroyed) {
      if (!this.response.write(line)) await this.patience.drain();
    }
  }

  async end(value: unknown): Promise<void> {
    await this.write(value);
    this.flush();
    this.response.end();
  }

  private flush(): void {
    if (this.held.length > 0 && !this.response.destroyed) this.response.write(Buffer.concat(this.held));
    this.held = [];
  }

  private async writeApart(pieces: Buffer[]): Promise<void> {
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) await this.patience.wait(this.waitMs);
      if (this.response.destroyed) return;
      this.response.write(piece);
    }
  }
}

function toLine(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

/** Behind the first byte of every character that has several. */
function cutInCharacters(line: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = 1; at < line.length; at++) {
    if (!isContinuation(line[at]) || isContinuation(line[at - 1])) continue;
    pieces.push(line.subarray(from, at));
    from = at;
  }
  return [...pieces, line.subarray(from)];
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function cutEvenly(line: Buffer): Buffer[] {
  const size = Math.ceil(line.length / PIECES);
  return Array.from({ length: PIECES }, (_, index) => line.subarray(index * size, (index + 1) * size));
}
