import {
  MAX_NLU_TEXT_LENGTH,
  toolNameSchema,
  type ChatRequest,
  type ChatResponse,
  type Classification,
  type Locale,
  type ReplySource,
} from '@alice/contracts';
import { ConflictError, LlmUnavailableError, UnavailableError } from '@alice/errors';
import { translate } from '../../messages/translate';
import type { ToolsService } from '../tools';
import type { ConversationStore, StoredTurn } from './conversation-store';
import type { LanguageModel, ModelMessage } from './language-model.port';
import { Turn } from './turn';
import type { Understanding } from './understanding.port';

export interface TurnOptions {
  /** A command runs at once from this confidence on, 0–1. */
  confidenceThreshold: number;
  /** Temperature of the model where a sentence looks like a command. */
  commandTemperature: number;
  /** True: the model gets tools. */
  modelTools: boolean;
  /** True: no language model at all. */
  minimal: boolean;
  timeZone: string;
}

export interface TurnDependencies {
  store: ConversationStore;
  understanding: Understanding;
  model: LanguageModel;
  tools: ToolsService;
  options: TurnOptions;
  /** Told once of every finished turn, for the log and the metrics. */
  onTurn?: (turn: { source: ReplySource | 'failed'; seconds: number; error?: unknown }) => void;
  now?: () => Date;
}

/** How many rounds of tools the model gets, and how many calls in all of them. */
const MOST_ROUNDS = 4;
const MOST_CALLS = 3;
/** How many earlier messages the model is given. */
const HISTORY = 20;
/** How often a streaming answer is stored, and how long a finished turn can still be joined, in milliseconds. */
const SAVE_EVERY_MS = 500;
const KEEP_MS = 60_000;

const NOT_UNDERSTOOD: Classification = {
  intent: 'none',
  confidence: 0,
  slots: {},
  tool: null,
  alternatives: [],
};

const round = (milliseconds: number) => Math.round(milliseconds * 10) / 10;

/** Carries a message to its answer: a command at once, everything else through the language model. */
export class TurnService {
  private readonly turns = new Map<string, Turn>();
  private readonly now: () => Date;
  private draining = false;

  constructor(private readonly deps: TurnDependencies) {
    this.now = deps.now ?? (() => new Date());
  }

  /**
   * Stores the message and begins its answer. The same `clientMessageId` again joins or repeats the first answer;
   * one that failed is tried anew, unless a tool ran for it.
   * @throws NotFoundError where the conversation is not the user's
   */
  async begin(userId: string, request: ChatRequest, locale: Locale): Promise<Turn> {
    if (this.draining) throw new UnavailableError('stopping', { retryAfterSeconds: 3 });
    const { text, conversationId, clientMessageId } = request;
    const before =
      clientMessageId === undefined ? undefined : await this.deps.store.findTurn(userId, clientMessageId);
    if (before) return this.again(userId, before, text, locale);
    try {
      const title = text.trim().replace(/\s+/g, ' ').slice(0, 60).toWellFormed();
      const newTurn = { userId, conversationId, title, text, clientMessageId };
      return this.start(
        userId,
        await this.deps.store.beginTurn(newTurn, this.now().toISOString()),
        text,
        locale,
      );
    } catch (error) {
      // Two copies of one message at once: the other one was first.
      if (!(error instanceof ConflictError) || clientMessageId === undefined) throw error;
      const first = await this.deps.store.findTurn(userId, clientMessageId);
      if (!first) throw error;
      return this.again(userId, first, text, locale);
    }
  }

  /** A turn that runs or ended within the last minute, if it is the user's. */
  find(userId: string, messageId: string): Turn | undefined {
    const turn = this.turns.get(messageId);
    return turn?.userId === userId ? turn : undefined;
  }

  /** Takes no more turns, waits for the running ones at most `milliseconds`, then interrupts the rest. */
  async drain(milliseconds: number): Promise<void> {
    this.draining = true;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)));
    const running = () => Promise.allSettled([...this.turns.values()].map((turn) => turn.done));
    await Promise.race([running(), deadline]);
    clearTimeout(timer);
    for (const turn of this.turns.values()) turn.interrupt();
    await running();
  }

  private async again(userId: string, stored: StoredTurn, text: string, locale: Locale): Promise<Turn> {
    const live = this.turns.get(stored.messageId);
    if (live && stored.status === 'streaming') return live;
    if (stored.response === null && (await this.deps.store.reopenAnswer(stored.messageId))) {
      return this.start(userId, stored, text, locale);
    }
    const turn = new Turn(userId, stored.conversationId, stored.messageId);
    if (stored.response) {
      turn.say(stored.response.reply.text);
      turn.finish(stored.response);
    } else if (stored.status === 'streaming') {
      turn.fail(new UnavailableError('the answer is still being made elsewhere', { retryAfterSeconds: 5 }));
    } else {
      turn.fail(new ConflictError('a tool may have run for this message: it is not tried anew'));
    }
    return turn;
  }

  private start(userId: string, stored: StoredTurn, text: string, locale: Locale): Turn {
    const turn = new Turn(userId, stored.conversationId, stored.messageId);
    this.turns.set(turn.messageId, turn);
    const forget = () =>
      void setTimeout(() => {
        if (this.turns.get(turn.messageId) === turn) this.turns.delete(turn.messageId);
      }, KEEP_MS).unref();
    turn.done.then(forget, forget);
    void this.run(turn, text, locale);
    return turn;
  }

  private async run(turn: Turn, text: string, locale: Locale): Promise<void> {
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    try {
      const { classification, failure } = await this.classify(text, locale);
      const nluMs = round(performance.now() - started);
      const source = await this.reply(turn, text, locale, classification, failure);
      if (turn.interrupted && source === 'llm')
        throw new UnavailableError('interrupted', { retryAfterSeconds: 3 });
      const total = performance.now() - started;
      const response: ChatResponse = {
        conversationId: turn.conversationId,
        messageId: turn.messageId,
        reply: { text: turn.text, source },
        intent: { name: classification.intent, confidence: classification.confidence },
        meta: { tool: turn.tools.at(-1) ?? null, tools: turn.tools },
        timing: {
          total_ms: round(total),
          nlu_ms: nluMs,
          ...(source === 'llm' || source === 'harmony' ? { llm_ms: round(total - nluMs) } : {}),
        },
      };
      await this.deps.store.endTurn(turn.messageId, { text: turn.text, status: 'complete', response });
      this.deps.onTurn?.({ source, seconds: seconds() });
      turn.finish(response);
    } catch (error) {
      this.deps.onTurn?.({ source: 'failed', seconds: seconds(), error });
      await this.deps.store
        .endTurn(turn.messageId, {
          text: turn.text,
          status: turn.interrupted ? 'interrupted' : 'failed',
          response: null,
        })
        .catch((cause: unknown) =>
          this.deps.onTurn?.({ source: 'failed', seconds: seconds(), error: cause }),
        );
      turn.fail(error);
    }
  }

  private async classify(
    text: string,
    locale: Locale,
  ): Promise<{ classification: Classification; failure?: Error }> {
    if (text.length > MAX_NLU_TEXT_LENGTH) return { classification: NOT_UNDERSTOOD };
    try {
      return { classification: await this.deps.understanding.classify(text, locale) };
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      return { classification: NOT_UNDERSTOOD, failure: error };
    }
  }

  private async reply(
    turn: Turn,
    text: string,
    locale: Locale,
    classification: Classification,
    nluFailure: Error | undefined,
  ): Promise<ReplySource> {
    const { options, tools } = this.deps;
    if (classification.tool && classification.confidence >= options.confidenceThreshold) {
      const { name, args } = classification.tool;
      await this.deps.store.noteCalls(turn.messageId, [{ name, args, source: 'router' }]);
      const { call, sentence } = await tools.execute(name, args, 'router', locale);
      turn.used(call);
      turn.say(sentence);
      return 'router';
    }
    if (options.minimal) {
      if (nluFailure !== undefined) throw nluFailure;
      turn.say(translate(locale, 'reply.minimal'));
      return 'system';
    }
    try {
      return await this.askModel(turn, locale, text, classification.tool !== null);
    } catch (error) {
      // What a tool did must not be done again by asking again: the turn ends with what came of it.
      if (turn.tools.length > 0) {
        const failed = turn.tools.every((call) => !call.executed)
          ? turn.tools.at(-1)?.error?.message
          : undefined;
        if (turn.text.trim() === '') turn.say(failed ?? translate(locale, 'reply.done'));
        return 'harmony';
      }
      // Neither commands nor the model: it is not the model alone that is away.
      if (nluFailure !== undefined && error instanceof LlmUnavailableError) throw nluFailure;
      throw error;
    }
  }

  private async askModel(
    turn: Turn,
    locale: Locale,
    text: string,
    likeCommand: boolean,
  ): Promise<ReplySource> {
    const { model, store, tools, options } = this.deps;
    const messages: ModelMessage[] = [
      { role: 'system', content: translate(locale, 'model.persona', { now: this.describeNow(locale) }) },
      ...(await store.history(turn.conversationId, turn.messageId, HISTORY)).map((message) => ({
        role: message.role,
        content: message.text,
      })),
    ];
    if (messages.at(-1)?.role !== 'user') messages.push({ role: 'user', content: text });
    const offered = options.modelTools ? tools.describe().filter((tool) => tool.enabled) : [];
    let savedAt = performance.now();
    for (let roundNumber = 0; roundNumber < MOST_ROUNDS; roundNumber++) {
      const mayCall = turn.tools.length < MOST_CALLS && roundNumber < MOST_ROUNDS - 1;
      const request = {
        messages,
        tools: mayCall ? offered : [],
        ...(likeCommand ? { temperature: options.commandTemperature } : {}),
      };
      let called = false;
      for await (const event of model.answer(request, turn.abort.signal)) {
        if (event.type === 'text') {
          turn.say(event.text);
          if (performance.now() - savedAt > SAVE_EVERY_MS) {
            savedAt = performance.now();
            await store.saveProgress(turn.messageId, turn.text);
          }
          continue;
        }
        messages.push({ role: 'assistant', content: '', thinking: event.thinking, calls: event.calls });
        for (const { name, args } of event.calls.slice(0, MOST_CALLS - turn.tools.length)) {
          called = true;
          const known = toolNameSchema.safeParse(name);
          let content = JSON.stringify({ error: 'no such tool' });
          if (known.success) {
            await store.noteCalls(turn.messageId, [...turn.tools, { name, args, source: 'harmony' }]);
            const { call } = await tools.execute(known.data, args, 'harmony', locale);
            turn.used(call);
            content = JSON.stringify(call.executed ? call.result : call.error);
          }
          messages.push({ role: 'tool', toolName: name, content });
        }
      }
      if (!called || turn.abort.signal.aborted) break;
    }
    if (turn.text.trim() === '' && !turn.abort.signal.aborted) turn.say(translate(locale, 'reply.empty'));
    return turn.tools.length > 0 ? 'harmony' : 'llm';
  }

  private describeNow(locale: Locale): string {
    const timeZone = this.deps.options.timeZone;
    return this.now().toLocaleString(locale === 'sv' ? 'sv-SE' : 'en-GB', {
      dateStyle: 'full',
      timeStyle: 'short',
      timeZone,
    });
  }
}
