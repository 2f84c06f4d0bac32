const NEWLINE = 0x0a;
const FIRST_CAPACITY = 4096;

/**
 * The values of newline-delimited JSON, each as soon as its line is complete; blank lines are passed over, and the last
 * line may lack its newline. At most `mostBytes` of a line are kept.
 * @throws SyntaxError where a line is longer than that or no JSON. It never quotes the line, which may be private.
 */
export async function* readNdjson(
  chunks: AsyncIterable<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<unknown> {
  const line = new LineBuffer(mostBytes);
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      line.append(chunk.subarray(from, end));
      from = end + 1;
      const text = line.take();
      if (text.trim() !== '') yield parse(text);
    }
    line.append(chunk.subarray(from));
  }
  const text = line.take();
  if (text.trim() !== '') yield parse(text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError('a line is no JSON');
  }
}

/**
 * The bytes of one line. They are decoded only when it is complete, so that no character is cut, and copied, so that
 * many small chunks cost no more than one large one.
 */
class LineBuffer {
  private bytes = Buffer.allocUnsafe(FIRST_CAPACITY);
  private length = 0;

  constructor(private readonly mostBytes: number) {}

  append(piece: Uint8Array): void {
    const length = this.length + piece.length;
    if (length > this.mostBytes) throw new SyntaxError(`a line is longer than ${this.mostBytes} bytes`);
    if (length > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, 2 * this.bytes.length));
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    this.bytes.set(piece, this.length);
    this.length = length;
  }

  take(): string {
    const text = this.bytes.toString('utf8', 0, this.length);
    this.length = 0;
    return text;
  }
}
