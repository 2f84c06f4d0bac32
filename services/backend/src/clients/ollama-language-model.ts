import { setTimeout as wait } from 'node:timers/promises';
import type { ReasoningEffort } from '@alice/contracts';
import { LlmBusyError, LlmUnavailableError, ModelMissingError, PromptTooLongError } from '@alice/errors';
import type { Logger } from '@alice/service-runtime';
import type { LanguageModel, ModelEvent, ModelRequest } from '../features/conversations';
import { AnswerLimits, type AnswerLimitOptions } from './answer-limits';
import { ChatAttempts } from './chat-attempts';
import { Circuit, type Passage } from './circuit';
import { OllamaAbilities } from './ollama-abilities';
import { toChatRequest } from './ollama-chat-request';
import { readChatStream } from './ollama-chat-stream';
import { OllamaError, readJson, type OllamaHttp } from './ollama-http';
import type { OllamaMonitor } from './ollama-monitor';

/** The limit for connecting is that of the `OllamaHttp`. */
export interface OllamaOptions extends AnswerLimitOptions {
  /** The model that answers now, and how long it may think if it can. */
  choice: () => { model: string; effort: ReasoningEffort };
  /** One size for all calls: another one would load the model anew. */
  contextTokens: number;
  /** False: neither thinking nor tools are asked for. */
  harmony: boolean;
}

/** When to try again, in seconds: after the server was away, and where it has too much to do. */
const RETRY_AFTER = 10;
const RETRY_AFTER_BUSY = 5;
const MOST_WARM_UP_BYTES = 65_536;

/** The language model through Ollama's native `/api/chat`. */
export class OllamaLanguageModel implements LanguageModel {
  readonly contextTokens: number;
  private readonly circuit = new Circuit();
  private readonly abilities: OllamaAbilities;

  constructor(
    private readonly options: OllamaOptions,
    private readonly http: Pick<OllamaHttp, 'post'>,
    private readonly monitor: Pick<OllamaMonitor, 'health'>,
    private readonly logger: Logger,
  ) {
    this.contextTokens = options.contextTokens;
    this.abilities = new OllamaAbilities(http, logger);
  }

  async *answer(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    if (signal.aborted) return;
    this.checkThere();
    const passage = this.circuit.enter();
    const limits = new AnswerLimits(this.options, signal);
    try {
      for await (const event of this.attempt(request, limits, passage)) {
        yield event;
        if (signal.aborted) return;
      }
      passage.alive();
    } catch (error) {
      if (signal.aborted) return;
      const named = toNamed(error, this.options.choice().model);
      // A server that refuses is alive.
      if (named instanceof LlmUnavailableError && !isRefusal(error)) passage.failed(named);
      else passage.alive();
      throw named;
    } finally {
      limits.clear();
      passage.left();
    }
  }

  /** Has the model loaded into memory, so that the first answer need not wait for it. Never fails. */
  async warmUp(): Promise<void> {
    const { model } = this.options.choice();
    this.abilities.forget();
    try {
      await this.abilities.of(model);
      const request = {
        model,
        messages: [],
        stream: false,
        keep_alive: -1,
        options: { num_ctx: this.contextTokens },
      };
      const body = await this.http.post('/api/chat', request, AbortSignal.timeout(this.options.totalMs));
      await readJson(body, MOST_WARM_UP_BYTES);
      this.logger.debug('the model is loaded', { model });
    } catch (error) {
      this.logger.debug('the model could not be warmed up', { model, reason: String(error) });
    }
  }

  /** What is known to be away fails at once. */
  private checkThere(): void {
    const { status, detail } = this.monitor.health();
    if (detail === 'model_missing' || detail?.startsWith('pulling')) {
      const { model } = this.options.choice();
      throw new ModelMissingError('the model is not there', {
        retryAfterSeconds: RETRY_AFTER,
        values: { model },
      });
    }
    if (status === 'off') throw new LlmUnavailableError('there is no language model');
    if (status === 'down') {
      throw new LlmUnavailableError('Ollama does not answer', { retryAfterSeconds: RETRY_AFTER });
    }
  }

  private async *attempt(
    request: ModelRequest,
    limits: AnswerLimits,
    passage: Passage,
  ): AsyncGenerator<ModelEvent> {
    const { choice, harmony, contextTokens } = this.options;
    const { model, effort } = choice();
    const abilities = await this.abilities.of(model);
    const attempts = new ChatAttempts(
      toChatRequest(request, { model, effort, harmony, contextTokens }, abilities),
    );
    const stream = {
      limits,
      beginsInThought: abilities.beginsInThought,
      onFirstToken: () => passage.alive(),
      onBeganInThought: () => this.abilities.noteBeganInThought(model),
    };
    for (;;) {
      let said = false;
      try {
        limits.begin();
        const body = await this.http.post('/api/chat', attempts.request, limits.signal);
        for await (const event of readChatStream(body, stream)) {
          if (event.type === 'retract') said = false;
          else said ||= event.type === 'text' && event.text.trim() !== '';
          yield event;
        }
        return;
      } catch (error) {
        if (!(error instanceof OllamaError)) throw error;
        const pauseMs = said ? undefined : attempts.next(error);
        if (pauseMs === undefined) throw error;
        limits.pause();
        await wait(pauseMs, undefined, { signal: limits.signal });
      }
    }
  }
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof OllamaError)) return false;
  return error.brokenCall || (error.status !== undefined && error.status < 500);
}

function toNamed(error: unknown, model: string): Error {
  const status = error instanceof OllamaError ? error.status : undefined;
  if (status === 404) {
    return new ModelMissingError('Ollama does not have the model', { cause: error, values: { model } });
  }
  if (error instanceof OllamaError && error.promptTooLong) {
    return new PromptTooLongError('the prompt does not fit into the context', { cause: error });
  }
  if (status === 503) {
    return new LlmBusyError('Ollama is busy', { cause: error, retryAfterSeconds: RETRY_AFTER_BUSY });
  }
  return new LlmUnavailableError('Ollama failed', { cause: error, retryAfterSeconds: RETRY_AFTER });
}
