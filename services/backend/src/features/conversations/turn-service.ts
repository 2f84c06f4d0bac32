import {
  MAX_NLU_TEXT_LENGTH,
  type ChatRequest,
  type ChatResponse,
  type Classification,
  type Locale,
  type ReplySource,
} from '@alice/contracts';
import { ConflictError, LlmUnavailableError, UnavailableError } from '@alice/errors';
import { translate } from '../../messages/translate';
import type { ToolsService } from '../tools';
import { AnswerLog } from './answer-log';
import type { ConversationKeeper } from './conversation-keeper';
import type { ConversationStore, NewTurn, StoredTurn } from './conversation-store';
import type { ModelReply } from './model-reply';
import { Turn } from './turn';
import type { TurnQueue } from './turn-queue';
import type { Understanding } from './understanding.port';

export interface TurnOptions {
  /** A command runs at once from this confidence on, 0–1. */
  confidenceThreshold: number;
  /** True: no language model at all. */
  minimal: boolean;
}

/** What became of a turn, for the log and the metrics; times are in seconds. */
export interface TurnReport {
  source: ReplySource | 'failed';
  seconds: number;
  /** From the message to the first word, where there was one. */
  firstWordSeconds?: number;
  /** Waited for the model. */
  queuedSeconds?: number;
  error?: unknown;
}

export interface TurnDependencies {
  store: ConversationStore;
  understanding: Understanding;
  tools: ToolsService;
  queue: TurnQueue;
  reply: ModelReply;
  keeper: ConversationKeeper;
  options: TurnOptions;
  /** Told once of every finished turn, and of what else went wrong. */
  onTurn?: (turn: TurnReport) => void;
  onError?: (error: unknown) => void;
  now?: () => Date;
}

/** How long a finished turn can still be joined, in milliseconds. */
const KEEP_MS = 60_000;
/** What a new conversation is called until it has a title: its first words, in characters. */
const LONGEST_FIRST_TITLE = 60;

const NOT_UNDERSTOOD: Classification = {
  intent: 'none',
  confidence: 0,
  slots: {},
  tool: null,
  alternatives: [],
};

interface Understood {
  classification: Classification;
  failure?: Error;
  milliseconds: number;
}

const round = (milliseconds: number) => Math.round(milliseconds * 10) / 10;

/** Carries a message to its answer: a command at once, everything else through the language model. */
export class TurnService {
  private readonly turns = new Map<string, Turn>();
  private readonly log: AnswerLog;
  private readonly now: () => Date;
  private draining = false;

  constructor(private readonly deps: TurnDependencies) {
    this.now = deps.now ?? (() => new Date());
    this.log = new AnswerLog(deps.store, (error) => deps.onError?.(error));
  }

  /**
   * Stores the message and begins its answer. The same `clientMessageId` again joins or repeats the first answer;
   * one that failed is tried anew, unless a tool ran for it.
   * @throws NotFoundError where the conversation, or what is to be replaced, is not the user's;
   *   ConflictError where an answer that would be replaced is still being made
   */
  async begin(userId: string, request: ChatRequest, locale: Locale): Promise<Turn> {
    if (this.draining) throw new UnavailableError('stopping', { retryAfterSeconds: 3 });
    const { text, conversationId, clientMessageId, replaces } = request;
    const findFirst = async () =>
      clientMessageId && (await this.deps.store.findTurn(userId, clientMessageId));
    // What it replaces is gone after the first time, so only the message itself can tell.
    const before = replaces === undefined ? undefined : await findFirst();
    if (before) return this.again(userId, before, text, locale);
    // While it is stored it is read: neither waits for the other.
    const understood = this.understand(text, locale);
    try {
      const title = text.trim().replace(/\s+/g, ' ').slice(0, LONGEST_FIRST_TITLE).toWellFormed();
      const newTurn: NewTurn = { userId, conversationId, title, text, clientMessageId, replaces };
      const stored = await this.deps.store.beginTurn(newTurn, this.now().toISOString());
      return this.start(userId, stored, text, locale, understood, conversationId === undefined);
    } catch (error) {
      understood.catch(() => undefined);
      const first = error instanceof ConflictError ? await findFirst() : undefined;
      if (!first) throw error;
      return this.again(userId, first, text, locale);
    }
  }

  /** A turn that runs or ended within the last minute, if it is the user's. */
  find(userId: string, messageId: string): Turn | undefined {
    const turn = this.turns.get(messageId);
    return turn?.userId === userId ? turn : undefined;
  }

  /** The user's turns that are being answered. */
  running(userId: string): Turn[] {
    return [...this.turns.values()].filter((turn) => turn.userId === userId && turn.running);
  }

  /** Takes no more turns, waits for the running ones at most `milliseconds`, then interrupts the rest. */
  async drain(milliseconds: number): Promise<void> {
    this.draining = true;
    this.deps.queue.close();
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
      return this.start(userId, stored, text, locale, this.understand(text, locale), false);
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

  private start(
    userId: string,
    stored: StoredTurn,
    text: string,
    locale: Locale,
    understood: Promise<Understood>,
    isNew: boolean,
  ): Turn {
    const turn = new Turn(userId, stored.conversationId, stored.messageId, stored.seq);
    this.turns.set(turn.messageId, turn);
    const forget = () =>
      void setTimeout(() => {
        if (this.turns.get(turn.messageId) === turn) this.turns.delete(turn.messageId);
      }, KEEP_MS).unref();
    turn.done.then(forget, forget);
    void this.run(turn, text, locale, understood, isNew);
    return turn;
  }

  private async run(
    turn: Turn,
    text: string,
    locale: Locale,
    understood: Promise<Understood>,
    isNew: boolean,
  ): Promise<void> {
    const { store, onTurn, onError } = this.deps;
    const { messageId, conversationId } = turn;
    const started = performance.now();
    const report: Omit<TurnReport, 'source' | 'seconds'> = {};
    const seconds = () => (performance.now() - started) / 1000;
    turn.subscribe({
      onDelta: (delta) => {
        report.firstWordSeconds ??= seconds();
        this.log.add({ messageId, ...delta });
      },
      onQueued: (position) => {
        if (position === 0) report.queuedSeconds = seconds();
      },
    });
    try {
      const { classification, failure, milliseconds } = await understood;
      const source = await this.answer(turn, text, locale, classification, failure, isNew);
      if (turn.interrupted && source === 'llm')
        throw new UnavailableError('interrupted', { retryAfterSeconds: 3 });
      const total = performance.now() - started;
      const response: ChatResponse = {
        conversationId,
        messageId,
        reply: { text: turn.text, source },
        intent: { name: classification.intent, confidence: classification.confidence },
        meta: { tool: turn.tools.at(-1) ?? null, tools: turn.tools },
        timing: {
          total_ms: round(total),
          nlu_ms: round(milliseconds),
          ...(source === 'llm' || source === 'harmony'
            ? { llm_ms: round(Math.max(0, total - milliseconds)) }
            : {}),
        },
      };
      await this.log.close(messageId);
      await store.endTurn(messageId, { text: turn.text, status: 'complete', seq: turn.seq, response });
      onTurn?.({ ...report, source, seconds: seconds() });
      turn.finish(response);
    } catch (error) {
      onTurn?.({ ...report, source: 'failed', seconds: seconds(), error });
      // What was said stays, and can be asked again.
      const status = turn.interrupted || turn.text !== '' ? 'interrupted' : 'failed';
      await this.log.close(messageId);
      await store
        .endTurn(messageId, { text: turn.text, status, seq: turn.seq, response: null })
        .catch((cause: unknown) => onError?.(cause));
      turn.fail(error);
    }
  }

  private async understand(text: string, locale: Locale): Promise<Understood> {
    const started = performance.now();
    const since = () => performance.now() - started;
    if (text.length > MAX_NLU_TEXT_LENGTH) return { classification: NOT_UNDERSTOOD, milliseconds: 0 };
    try {
      const classification = await this.deps.understanding.classify(text, locale);
      return { classification, milliseconds: since() };
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      return { classification: NOT_UNDERSTOOD, failure: error, milliseconds: since() };
    }
  }

  private async answer(
    turn: Turn,
    text: string,
    locale: Locale,
    classification: Classification,
    nluFailure: Error | undefined,
    isNew: boolean,
  ): Promise<ReplySource> {
    const { options, tools, store } = this.deps;
    const { tool, confidence } = classification;
    if (tool && confidence >= options.confidenceThreshold) {
      await store.noteCalls(turn.messageId, [{ ...tool, source: 'router' }]);
      const { call, sentence } = await tools.execute(tool.name, tool.args, 'router', locale);
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
      return await this.askModel(turn, text, locale, tool !== null, isNew);
    } catch (error) {
      if (turn.stopped) return turn.tools.length > 0 ? 'harmony' : 'llm';
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
    text: string,
    locale: Locale,
    likeCommand: boolean,
    isNew: boolean,
  ): Promise<ReplySource> {
    const { queue, reply, keeper } = this.deps;
    const leave = await queue.enter(turn.userId, turn.signal, (place) => turn.queued(place));
    try {
      const { source, messages } = await reply.answer(turn, { text, locale, likeCommand });
      const { conversationId, messageId } = turn;
      if (!turn.signal.aborted) {
        const request = { conversationId, messageId, text, locale, tools: reply.offered() };
        keeper.afterAnswer(request, messages, isNew);
      }
      return source;
    } finally {
      leave();
    }
  }
}
