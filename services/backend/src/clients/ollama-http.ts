import { Agent, buildConnector, request } from 'undici';
import { z } from 'zod';
import { BodyChunks } from './body-chunks';
import { readNdjson } from './read-ndjson';

/** How long a connection is kept for the next request, in milliseconds. */
const KEEP_ALIVE_MS = 60_000;
/** Longest error and longest part of it that is kept, in bytes and characters. */
const MOST_ERROR_BYTES = 65_536;
const MOST_ERROR = 300;

const errorSchema = z.object({ error: z.unknown() });

/** What Ollama itself says is wrong. */
export class OllamaError extends Error {
  override readonly name = 'OllamaError';
  /** True where the model wrote a call of a tool that Ollama cannot read. */
  readonly brokenCall: boolean;
  /** True where the prompt is longer than the context, and was not to be cut. */
  readonly promptTooLong: boolean;

  /** `status` is undefined where the answer had begun already. */
  constructor(
    error: unknown,
    readonly status?: number,
  ) {
    const text = typeof error === 'string' ? error : (JSON.stringify(error) ?? '');
    const brokenCall = text.includes('error parsing tool call');
    // What follows there are the model's own words, which belong in no log.
    super(brokenCall ? 'error parsing tool call' : text.slice(0, MOST_ERROR));
    this.brokenCall = brokenCall;
    this.promptTooLong = status === 400 && /context (?:length|size|window)|num_ctx/i.test(text);
  }
}

/** An answer's bytes as they come. */
export type OllamaBody = AsyncIterable<Uint8Array>;

/**
 * Ollama over HTTP. Not the npm package `ollama`: that collects a line without a bound, so that one line could take all
 * memory, and knows no limit for connecting.
 */
export class OllamaHttp {
  private readonly agent: Agent;

  /** `connectMs` is the limit for connecting, the look-up of the name included. All other limits are the caller's signals. */
  constructor(
    private readonly host: string,
    connectMs: number,
  ) {
    this.agent = new Agent({
      connect: connectorWithin(connectMs),
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /**
   * Posts JSON and returns the body of the answer; aborting `signal` ends the connection at once.
   * @throws OllamaError where the status is no success; errors of the connection; the signal's reason
   */
  async post(path: string, body: unknown, signal: AbortSignal): Promise<OllamaBody> {
    const answer = await request(this.host + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      dispatcher: this.agent,
      signal,
    });
    const bytes = new BodyChunks(answer.body);
    if (answer.statusCode < 300) return bytes;
    throw new OllamaError(await errorIn(bytes), answer.statusCode);
  }

  /** Ends all connections, and with them what is still under way. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

/** Gives up connecting after exactly so long: the library's own limit, which then closes the socket, is coarse. */
function connectorWithin(milliseconds: number): buildConnector.connector {
  const connect = buildConnector({ timeout: milliseconds });
  return (options, callback) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      callback(new Error(`no connection within ${milliseconds} ms`), null);
    }, milliseconds);
    connect(options, (...[error, socket]) => {
      clearTimeout(timer);
      if (late) socket?.destroy();
      else if (error) callback(error, null);
      else callback(null, socket);
    });
  };
}

/**
 * The first value of an answer in JSON, of at most `mostBytes`.
 * @throws SyntaxError where it is longer, empty or no JSON
 */
export async function readJson(body: OllamaBody, mostBytes: number): Promise<unknown> {
  for await (const value of readNdjson(body, mostBytes)) return value;
  throw new SyntaxError('an empty answer');
}

async function errorIn(body: OllamaBody): Promise<unknown> {
  try {
    return errorSchema.parse(await readJson(body, MOST_ERROR_BYTES)).error;
  } catch {
    // The status says enough where the words cannot be read.
    return '';
  }
}
