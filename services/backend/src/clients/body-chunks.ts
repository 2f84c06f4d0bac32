import type { Readable } from 'node:stream';

/** So many chunks wait for their reader before the server has to. */
const MOST_READY = 16;
/** What still comes of a body that is left, where that may be its end, in milliseconds and bytes. */
const LAST_MS = 100;
const LAST_BYTES = 1024;

/**
 * The chunks of an answer's body as they come. Who leaves it before its end lets a last moment of it come: where that is
 * the end, as behind a last line, the connection is kept for the next request; else it ends. (The stream's own iterator
 * takes the connection away in every case, and much more work for each of many small chunks.)
 */
export class BodyChunks implements AsyncIterableIterator<Uint8Array, undefined> {
  private readonly ready: Uint8Array[] = [];
  private waiting: PromiseWithResolvers<IteratorResult<Uint8Array, undefined>> | undefined;
  private ended = false;

  constructor(private readonly body: Readable) {
    body.on('data', (chunk: Uint8Array) => this.take(chunk));
    body.once('end', () => this.end());
    body.on('error', (error) => this.end(error));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (this.body.errored) return Promise.reject(this.body.errored);
    const value = this.ready.shift();
    if (value) {
      if (this.ready.length === 0 && this.body.isPaused()) this.body.resume();
      return Promise.resolve({ done: false, value });
    }
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    this.waiting = Promise.withResolvers();
    return this.waiting.promise;
  }

  return(): Promise<IteratorResult<Uint8Array, undefined>> {
    const { body } = this;
    if (!body.closed) {
      const late = setTimeout(() => body.destroy(), LAST_MS);
      body.once('close', () => clearTimeout(late));
      let left = LAST_BYTES;
      body.removeAllListeners('data').on('data', (chunk: Uint8Array) => {
        left -= chunk.length;
        if (left < 0) body.destroy();
      });
      body.resume();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  private take(value: Uint8Array): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) waiting.resolve({ done: false, value });
    else if (this.ready.push(value) >= MOST_READY) this.body.pause();
  }

  private end(failure?: Error): void {
    this.ended = true;
    if (failure) this.waiting?.reject(failure);
    else this.waiting?.resolve({ done: true, value: undefined });
    this.waiting = undefined;
  }
}
