import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isMode, modeInText, modes, onlyOnce, refusalFor, type Mode } from './bad-days.ts';
import { lastUserText, type ChatRequest } from './chat-request.ts';
import { answerChat, answerWarmUp, type Pace } from './chat.ts';
import { ModelStore } from './model-store.ts';
import { capabilitiesOf } from './models.ts';
import { answerPull } from './pull.ts';

export interface RecordedRequest {
  method: string;
  path: string;
  body: unknown;
  /** Whether the caller went away before the answer was complete. */
  aborted: boolean;
  /** Milliseconds since 1970, with fractions: the request's head was read, */
  startedAt: number;
  /** the first word of an answer was written (its thinking does not count), */
  firstTokenAt?: number;
  /** all was written, or the caller had gone. */
  endedAt?: number;
}

export interface OllamaDoubleOptions {
  port?: number;
  host?: string;
  /** Where models are kept; in memory where none is named. */
  modelsDirectory?: string;
  models?: string[];
  mode?: Mode;
  pace?: Partial<Pace>;
}

export interface OllamaDouble {
  url: string;
  requests: RecordedRequest[];
  /** How many chats are being answered now. */
  running(): number;
  setMode(mode: Mode): void;
  close(): Promise<void>;
}

type Route = (
  body: Record<string, unknown>,
  response: ServerResponse,
  recorded: RecordedRequest | undefined,
) => unknown;

const VERSION = '0.32.15';
const DEFAULT_PACE: Pace = {
  tokenMs: 5,
  firstTokenMs: 5,
  slowFirstTokenMs: 20_000,
  pullStepMs: 20,
  slowPullStepMs: 10_000,
};

/** A server that speaks Ollama's protocol and has bad days on demand. */
export async function startOllamaDouble(options: OllamaDoubleOptions = {}): Promise<OllamaDouble> {
  const pace = { ...DEFAULT_PACE, ...options.pace };
  const store = new ModelStore(options.modelsDirectory, options.models ?? []);
  const requests: RecordedRequest[] = [];
  let mode: Mode = options.mode ?? 'ok';
  const past = new Set<string>();
  let running = 0;
  let loaded: string | undefined;

  const routes: Record<string, Route> = {
    'GET /': (_body, response) => response.end('Ollama is running'),
    'HEAD /': (_body, response) => response.end(),
    'GET /api/version': (_body, response) => json(response, 200, { version: VERSION }),
    'GET /api/tags': (_body, response) => json(response, 200, { models: store.list() }),
    'GET /api/ps': (_body, response) =>
      json(response, 200, {
        models: store.list().filter(({ name }) => name === loaded),
      }),
    'POST /api/show': (body, response) =>
      withModel(body, response, () =>
        json(response, 200, {
          capabilities: capabilitiesOf(nameIn(body)),
          details: { family: 'double' },
          model_info: { 'double.context_length': 131_072 },
        }),
      ),
    'POST /api/chat': (body, response, recorded) => chat(body as unknown as ChatRequest, response, recorded),
    'POST /api/pull': (body, response) => pull(nameIn(body), body.stream !== false, response),
    'DELETE /api/delete': (body, response) =>
      store.remove(nameIn(body)) ? response.end() : missing(response, nameIn(body)),
    'GET /double/running': (_body, response) => json(response, 200, { running }),
    'GET /double/requests': (_body, response) => json(response, 200, requests),
    'DELETE /double/requests': (_body, response) => {
      requests.length = 0;
      response.writeHead(204).end();
    },
    'POST /double/mode': (body, response) => {
      if (!isMode(body.mode))
        return json(response, 400, { error: `mode must be one of ${modes.join(', ')}` });
      changeMode(body.mode);
      return response.writeHead(204).end();
    },
  };

  function withModel(body: Record<string, unknown>, response: ServerResponse, act: () => unknown): unknown {
    return store.has(nameIn(body)) ? act() : missing(response, nameIn(body));
  }

  async function chat(
    request: ChatRequest,
    response: ServerResponse,
    recorded: RecordedRequest | undefined,
  ): Promise<void> {
    const { model, messages = [] } = request;
    const warmUp = messages.length === 0;
    let today: Mode = 'model-missing';
    if (store.has(model)) today = warmUp ? mode : modeFor(lastUserText(messages));
    const refusal = refusalFor(request, today);
    if (refusal) return json(response, refusal.status, { error: refusal.error });
    if (warmUp) {
      const letGo = /^0[a-z]*$/.test(String(request.keep_alive));
      loaded = letGo ? undefined : model;
      answerWarmUp(model, letGo ? 'unload' : 'load', response);
      return;
    }
    if (response.destroyed) return;
    loaded = model;
    running++;
    response.once('close', () => running--);
    await answerChat(request, response, today, pace, () => {
      if (recorded) recorded.firstTokenAt ??= now();
    });
  }

  /** A day that is bad only once is counted by question where a mark asks for it. */
  function modeFor(text: string): Mode {
    const marked = modeInText(text);
    const today = marked ?? mode;
    const first = onlyOnce[today];
    if (first === undefined) return today;
    const key = marked === undefined ? '' : text;
    if (past.has(key)) return 'ok';
    past.add(key);
    return first;
  }

  function changeMode(next: Mode): void {
    mode = next;
    past.clear();
  }

  async function pull(name: string, stream: boolean, response: ServerResponse): Promise<void> {
    const stepMs = name.startsWith('slow') ? pace.slowPullStepMs : pace.pullStepMs;
    if (!(await answerPull(name, stream, stepMs, response))) return;
    store.add(name);
    response.end(`${JSON.stringify({ status: 'success' })}\n`);
  }

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const startedAt = now();
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const body = parse(await readBody(request));
    let recorded: RecordedRequest | undefined;
    if (!path.startsWith('/double/')) {
      const entry: RecordedRequest = { method: request.method ?? '', path, body, aborted: false, startedAt };
      response.once('close', () => {
        entry.aborted = !response.writableFinished;
        entry.endedAt = now();
      });
      requests.push(entry);
      recorded = entry;
    }
    const route = routes[`${request.method} ${path}`];
    if (body === undefined)
      json(response, 400, { error: 'invalid character looking for beginning of value' });
    else if (route === undefined) response.writeHead(404).end('404 page not found');
    else await route(body, response, recorded);
  };
  const server = createServer((request, response) => {
    // A body that is cut short ends here; there is nobody left to answer.
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    running: () => running,
    setMode: changeMode,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' })
    .end(JSON.stringify(value));
}

function missing(response: ServerResponse, name: string): void {
  json(response, 404, { error: `model '${name}' not found` });
}

function nameIn(body: Record<string, unknown>): string {
  const name = body.model ?? body.name;
  return typeof name === 'string' ? name : '';
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text || '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
