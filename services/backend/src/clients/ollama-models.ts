import { InvalidInputError, LlmUnavailableError, NotFoundError, UnavailableError } from '@alice/errors';
import { Agent, fetch } from 'undici';
import { z } from 'zod';
import type { ListedModel, ModelAbilities, ModelHost, PullStep } from '../features/models';
import { readNdjson } from './read-ndjson';

/** Limits in milliseconds. */
export interface OllamaModelsOptions {
  host: string;
  /** The server that fetches, where the one that answers has no way out; where its name is unknown, `host` fetches. */
  pullHost: string;
  connectMs: number;
  /** How long a download may stand still; 60 s unless told. */
  silenceMs?: number;
}

const SILENCE_MS = 60_000;

/** While it checks what it has fetched Ollama says nothing: 20 minutes, for 65 GB on a slow disk. */
const CHECKING_MS = 1_200_000;

/** A list and a description are read from disk; a model of 65 GB is not deleted at once. */
const ANSWER_MS = 5_000;
const DELETE_MS = 60_000;

/** Longest line of a pull, in bytes: Ollama's have two hundred. */
const MOST_LINE_BYTES = 65_536;

/** Seconds after which to ask again where the server was away. */
const RETRY_AFTER = 10;

/** In Ollama's words: no such model, by its own registry and by Hugging Face's. */
const NO_SUCH_MODEL = /file does not exist|not found|not available in the repository|\b404\b/i;

const tagsSchema = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      size: z.number(),
      digest: z.string(),
      modified_at: z.string(),
      details: z.object({ parameter_size: z.string(), quantization_level: z.string() }).partial().optional(),
    }),
  ),
});
const versionSchema = z.object({ version: z.string() });
const showSchema = z.object({
  capabilities: z.array(z.string()).default([]),
  model_info: z.record(z.string(), z.unknown()).default({}),
});
const pullLineSchema = z.object({
  error: z.string().optional(),
  status: z.string().optional(),
  digest: z.string().optional(),
  total: z.number().optional(),
  completed: z.number().default(0),
});

/** The models of an Ollama server. */
export class OllamaModels implements ModelHost {
  constructor(private readonly options: OllamaModelsOptions) {}

  async list(): Promise<ListedModel[]> {
    const { models } = await this.ask(tagsSchema, 'GET', '/api/tags', undefined, ANSWER_MS);
    return models.map(({ name, size, digest, modified_at, details }) => ({
      name,
      digest,
      sizeBytes: size,
      modifiedAt: modified_at,
      parameterSize: details?.parameter_size || null,
      quantization: details?.quantization_level || null,
    }));
  }

  async show(name: string): Promise<ModelAbilities> {
    const question = { model: name };
    const { capabilities, model_info } = await this.ask(showSchema, 'POST', '/api/show', question, ANSWER_MS);
    const length = Object.entries(model_info).find(([key]) => /^[^.]+\.context_length$/.test(key))?.[1];
    return { capabilities, contextLength: typeof length === 'number' ? length : null };
  }

  /** Of the server. @throws LlmUnavailableError */
  async version(): Promise<string> {
    return (await this.ask(versionSchema, 'GET', '/api/version', undefined, ANSWER_MS)).version;
  }

  async remove(name: string): Promise<void> {
    await this.ask(z.undefined(), 'DELETE', '/api/delete', { model: name }, DELETE_MS);
  }

  async hasDownloader(): Promise<boolean> {
    return this.reach(this.options.pullHost).then(
      () => true,
      () => false,
    );
  }

  async *pull(name: string, signal: AbortSignal): AsyncIterable<PullStep> {
    const host = await this.findPullHost();
    const patience = new Patience(this.options.silenceMs ?? SILENCE_MS);
    // An agent of its own: undici's usual one takes five silent minutes for the end.
    const dispatcher = new Agent({ bodyTimeout: 0, connect: { timeout: this.options.connectMs } });
    let succeeded = false;
    try {
      const response = await fetch(`${host}/api/pull`, {
        method: 'POST',
        body: JSON.stringify({ model: name, stream: true }),
        signal: AbortSignal.any([signal, patience.signal]),
        dispatcher,
      });
      if (!response.ok) await refuse(response);
      if (!response.body) throw new Error('an answer without a body');
      for await (const value of readNdjson(response.body, MOST_LINE_BYTES)) {
        const { error, status = '', digest, total, completed } = pullLineSchema.parse(value);
        patience.hear(status, completed);
        yield {
          step: error ?? status,
          ...(digest === undefined || total === undefined
            ? {}
            : { layer: { digest, completedBytes: completed, totalBytes: total } }),
        };
        if (error !== undefined) throw nameRefusal(error);
        succeeded = status === 'success';
      }
      if (!succeeded) throw new UnavailableError('the download ended before its end');
    } catch (error) {
      if (signal.aborted) return;
      throw error instanceof NotFoundError || error instanceof InvalidInputError
        ? error
        : new UnavailableError('the download failed', { cause: patience.reason ?? error });
    } finally {
      patience.clear();
      await dispatcher.destroy();
    }
  }

  /** Falls back only where the name is unknown: our own server that answers has no way out. */
  private async findPullHost(): Promise<string> {
    const { host, pullHost } = this.options;
    try {
      await this.reach(pullHost);
      return pullHost;
    } catch (error) {
      if (!isUnknownName(error)) throw away(error);
    }
    await this.reach(host).catch((error: unknown) => {
      throw away(error);
    });
    return host;
  }

  private async reach(host: string): Promise<void> {
    const signal = AbortSignal.timeout(this.options.connectMs);
    await (await fetch(`${host}/api/version`, { signal })).body?.cancel();
  }

  private async ask<Answer>(
    schema: z.ZodType<Answer>,
    method: string,
    path: string,
    body: unknown,
    deadlineMs: number,
  ): Promise<Answer> {
    try {
      const response = await fetch(this.options.host + path, {
        method,
        signal: AbortSignal.timeout(deadlineMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) await refuse(response);
      const text = await response.text();
      return schema.parse(text === '' ? undefined : JSON.parse(text));
    } catch (error) {
      throw error instanceof NotFoundError || error instanceof InvalidInputError ? error : away(error);
    }
  }
}

/** A deadline for the next news. A line that says again what the last one said is none. */
class Patience {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private last = '';

  constructor(private readonly silenceMs: number) {
    this.wait(silenceMs);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Why it ended, where it did. */
  get reason(): unknown {
    const reason: unknown = this.controller.signal.reason;
    return reason;
  }

  hear(status: string, completed: number): void {
    const news = `${status} ${completed}`;
    if (news === this.last) return;
    this.last = news;
    this.wait(status.startsWith('pulling') ? this.silenceMs : CHECKING_MS);
  }

  clear(): void {
    clearTimeout(this.timer);
  }

  private wait(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => this.controller.abort(new Error(`no news for ${milliseconds} ms`)),
      milliseconds,
    );
  }
}

const away = (cause: unknown) =>
  new LlmUnavailableError('Ollama does not answer', { cause, retryAfterSeconds: RETRY_AFTER });

/** A name that nobody knows, or that the network's name server does not answer for. */
function isUnknownName(error: unknown): boolean {
  const { cause, name } = error as { cause?: { code?: string }; name?: string };
  return name === 'TimeoutError' || ['ENOTFOUND', 'EAI_AGAIN'].includes(cause?.code ?? '');
}

/** Throws what a refused request means. */
async function refuse(response: { status: number; text(): Promise<string> }): Promise<never> {
  const cause = new Error(`${response.status}: ${(await response.text()).slice(0, 500)}`);
  if (response.status === 404) throw new NotFoundError('no such model', { cause });
  if (response.status === 400) throw new InvalidInputError('Ollama does not take that', { cause });
  throw cause;
}

function nameRefusal(words: string): Error {
  const cause = new Error(words);
  return NO_SUCH_MODEL.test(words) ? new NotFoundError('no registry has that model', { cause }) : cause;
}
