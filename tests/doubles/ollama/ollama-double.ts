import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatRequest } from './answer.ts';
import { lastUserText } from './answer.ts';
import { isMode, modeInText, modes, refusals, type Mode } from './bad-days.ts';
import { streamChat, type Pace } from './chat.ts';
import { ModelStore } from './model-store.ts';
import { Patience } from './patience.ts';

export interface RecordedRequest {
  method: string;
  path: string;
  body: unknown;
  /** Whether the caller went away before the answer was complete. */
  aborted: boolean;
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
  setMode(mode: Mode): void;
  close(): Promise<void>;
}

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
  let brokenCalls = 0;
  let loaded: string | undefined;

  const routes: Record<string, (body: Record<string, unknown>, response: ServerResponse) => unknown> = {
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
          capabilities: ['completion', 'tools', 'thinking'],
          details: { family: 'double' },
          model_info: { 'double.context_length': 131_072 },
        }),
      ),
    'POST /api/chat': (body, response) => chat(body as unknown as ChatRequest, response),
    'POST /api/pull': (body, response) => pull(nameIn(body), body.stream !== false, response),
    'DELETE /api/delete': (body, response) =>
      store.remove(nameIn(body)) ? response.end() : missing(response, nameIn(body)),
    'GET /double/requests': (_body, response) => json(response, 200, requests),
    'DELETE /double/requests': (_body, response) => {
      requests.length = 0;
      response.writeHead(204).end();
    },
    'POST /double/mode': (body, response) => {
      if (!isMode(body.mode))
        return json(response, 400, { error: `mode must be one of ${modes.join(', ')}` });
      mode = body.mode;
      brokenCalls = 0;
      return response.writeHead(204).end();
    },
  };

  function withModel(body: Record<string, unknown>, response: ServerResponse, act: () => unknown): unknown {
    return store.has(nameIn(body)) ? act() : missing(response, nameIn(body));
  }

  async function chat(request: ChatRequest, response: ServerResponse): Promise<void> {
    let today = modeInText(lastUserText(request.messages ?? [])) ?? mode;
    if (today === 'tool-call-broken-once') today = brokenCalls++ === 0 ? 'tool-call-broken' : 'ok';
    if (!store.has(request.model)) today = 'model-missing';
    const refusal = refusals[today];
    if (refusal) return json(response, refusal.status, { error: refusal.error(request.model) });
    loaded = request.model;
    await streamChat(request, response, today, pace);
  }

  async function pull(name: string, stream: boolean, response: ServerResponse): Promise<void> {
    const total = 2_620_788_260;
    const digest = `sha256:${'ab'.repeat(32)}`;
    response.setHeader('Content-Type', stream ? 'application/x-ndjson' : 'application/json');
    const line = (value: unknown) => stream && response.write(`${JSON.stringify(value)}\n`);
    line({ status: 'pulling manifest' });
    if (name.startsWith('missing')) {
      response.end(`${JSON.stringify({ error: 'pull model manifest: file does not exist' })}\n`);
      return;
    }
    const patience = new Patience(response);
    const stepMs = name.startsWith('slow') ? pace.slowPullStepMs : pace.pullStepMs;
    for (let step = 0; step <= 4; step++) {
      await patience.wait(stepMs);
      if (response.destroyed) return;
      line({ status: `pulling ${digest.slice(7, 19)}`, digest, total, completed: (total / 4) * step });
    }
    for (const status of ['verifying sha256 digest', 'writing manifest']) line({ status });
    store.add(name);
    response.end(`${JSON.stringify({ status: 'success' })}\n`);
  }

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const text = await readBody(request);
    const body = parse(text);
    if (!path.startsWith('/double/')) {
      const recorded = { method: request.method ?? '', path, body, aborted: false };
      requests.push(recorded);
      response.once('close', () => (recorded.aborted = !response.writableFinished));
    }
    const route = routes[`${request.method} ${path}`];
    if (body === undefined)
      json(response, 400, { error: 'invalid character looking for beginning of value' });
    else if (route === undefined) response.writeHead(404).end('404 page not found');
    else await route(body, response);
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
    setMode(next) {
      mode = next;
      brokenCalls = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
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
