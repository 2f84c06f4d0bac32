import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import type { ConnectionOptions } from 'node:tls';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Ask extends ConnectionOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** One request on a connection of its own; `fetch` would neither let a test choose Host nor skip the certificate. */
export function ask(base: string, path: string, { body, ...options }: Ask = {}): Promise<Answer> {
  const url = new URL(base);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const settings: RequestOptions = { host: url.hostname, port: url.port, path, agent: false, ...options };
    const request = send(settings, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    request.once('error', reject);
    request.end(body);
  });
}

/**
 * Sends bytes as they are and resolves with what has come back once `enough` says so or the other side closes.
 * @throws Error where nothing comes for `quietMs`
 */
export function askRaw(
  base: string,
  bytes: string,
  enough: (received: string) => boolean,
  quietMs = 10_000,
): Promise<string> {
  const url = new URL(base);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname, () => socket.write(bytes));
    let received = '';
    const finish = () => {
      socket.destroy();
      resolve(received);
    };
    socket.setTimeout(quietMs, () => socket.destroy(new Error(`nothing more came after: ${received}`)));
    socket.on('data', (chunk) => {
      received += chunk.toString('utf8');
      if (enough(received)) finish();
    });
    socket.once('end', finish);
    socket.once('error', reject);
  });
}
