import { LlmBusyError, LlmUnavailableError, ModelMissingError } from '@alice/errors';
import { Ollama, type ChatRequest, type Message } from 'ollama';
import type {
  LanguageModel,
  ModelCall,
  ModelEvent,
  ModelMessage,
  ModelRequest,
} from '../features/conversations';
import type { OllamaMonitor } from './ollama-monitor';

/** Limits in milliseconds: for a first byte, for silence after it, for the whole. */
export interface OllamaOptions {
  host: string;
  model: string;
  contextTokens: number;
  firstTokenMs: number;
  idleMs: number;
  totalMs: number;
  connectMs: number;
  /** False: neither thinking nor tools are asked for. */
  harmony: boolean;
}

/** A server that is well answers what its version is at once; in milliseconds. */
const ANSWER_AT_ONCE_MS = 700;

/** When to try again after the server was away, in seconds. */
const RETRY_AFTER = 10;

/** The language model through Ollama's native `/api/chat`. */
export class OllamaLanguageModel implements LanguageModel {
  constructor(
    private readonly options: OllamaOptions,
    private readonly monitor: OllamaMonitor,
  ) {}

  async *answer(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent> {
    await this.checkThere(signal);
    const limit = new Limit(this.options.totalMs);
    limit.expect(this.options.firstTokenMs);
    const ends = AbortSignal.any([signal, limit.signal]);
    // One client per stream: its abort ends every stream of the client.
    const client = new Ollama({
      host: this.options.host,
      fetch: (input: string | URL | Request, init?: RequestInit) =>
        fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, ends]) : ends }),
    });
    const calls: ModelCall[] = [];
    let thinking = '';
    try {
      for await (const { message } of await this.open(client, request)) {
        limit.expect(this.options.idleMs);
        thinking += message.thinking ?? '';
        for (const { function: call } of message.tool_calls ?? [])
          calls.push({ name: call.name, args: call.arguments });
        if (message.content !== '') yield { type: 'text', text: message.content };
      }
    } catch (error) {
      if (signal.aborted) return;
      throw toNamed(error);
    } finally {
      limit.clear();
      client.abort();
    }
    if (calls.length > 0) yield { type: 'calls', calls, thinking };
  }

  /** What is known to be away fails at once; what should be there must answer a trivial question first. */
  private async checkThere(wanted: AbortSignal): Promise<void> {
    const { status, detail } = this.monitor.health();
    if (detail === 'model_missing' || detail?.startsWith('pulling')) {
      throw new ModelMissingError('the model is not there', { retryAfterSeconds: RETRY_AFTER });
    }
    if (status === 'off') throw new LlmUnavailableError('there is no language model');
    try {
      if (status === 'down') throw new Error('the last look found it down');
      const signal = AbortSignal.any([
        wanted,
        AbortSignal.timeout(Math.min(this.options.connectMs, ANSWER_AT_ONCE_MS)),
      ]);
      await (await fetch(`${this.options.host}/api/version`, { signal })).body?.cancel();
    } catch (cause) {
      throw new LlmUnavailableError('Ollama does not answer', { cause, retryAfterSeconds: RETRY_AFTER });
    }
  }

  private async open(client: Ollama, request: ModelRequest) {
    const { model, contextTokens, harmony } = this.options;
    const tools = harmony ? request.tools : [];
    const chat: ChatRequest & { stream: true } = {
      model,
      stream: true,
      keep_alive: -1,
      messages: request.messages.map(toOllama),
      options: {
        num_ctx: contextTokens,
        ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
      },
      // gpt-oss takes an effort and ignores a boolean; others are told not to think.
      ...(harmony ? { think: model.startsWith('gpt-oss') ? ('low' as const) : false } : {}),
    };
    const functions = tools.map(({ name, description, parameters }) => ({
      type: 'function',
      function: { name, description, parameters },
    }));
    try {
      return await client.chat({ ...chat, ...(functions.length > 0 ? { tools: functions } : {}) });
    } catch (error) {
      const { status_code: status, message } = error as { status_code?: number; message?: string };
      if (status === 400 && functions.length > 0 && message?.includes('tools')) return client.chat(chat);
      throw error;
    }
  }
}

function toOllama(message: ModelMessage): Message {
  return {
    role: message.role,
    content: message.content,
    ...(message.thinking ? { thinking: message.thinking } : {}),
    ...(message.calls
      ? { tool_calls: message.calls.map(({ name, args }) => ({ function: { name, arguments: args } })) }
      : {}),
    ...(message.toolName === undefined ? {} : { tool_name: message.toolName }),
  };
}

function toNamed(error: unknown): Error {
  const { status_code: status } = error as { status_code?: number };
  if (status === 404) return new ModelMissingError('Ollama does not have the model', { cause: error });
  if (status === 503) return new LlmBusyError('Ollama is busy', { cause: error, retryAfterSeconds: 5 });
  return new LlmUnavailableError('Ollama failed', { cause: error, retryAfterSeconds: RETRY_AFTER });
}

/** A deadline for the whole, and one for the next sign of life that is set anew with each. */
class Limit {
  private readonly controller = new AbortController();
  private readonly whole: NodeJS.Timeout;
  private next: NodeJS.Timeout | undefined;

  constructor(totalMs: number) {
    this.whole = setTimeout(
      () => this.controller.abort(new Error(`no whole answer in ${totalMs} ms`)),
      totalMs,
    );
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  expect(milliseconds: number): void {
    clearTimeout(this.next);
    this.next = setTimeout(
      () => this.controller.abort(new Error(`silence for ${milliseconds} ms`)),
      milliseconds,
    );
  }

  clear(): void {
    clearTimeout(this.whole);
    clearTimeout(this.next);
  }
}
