import { setTimeout as wait } from 'node:timers/promises';
import type { ChatRequest, ChatResponse, Locale, ReplySource } from '@alice/contracts';
import { ConflictError, LlmUnavailableError, NotFoundError, UnavailableError } from '@alice/errors';
import { translate } from '../../messages/translate';
import type { ToolsService } from '../tools';
import { AnswerLog } from './answer-log';
import type { ConversationKeeper } from './conversation-keeper';
import type { ConversationStore, NewTurn, StoredTurn, TurnEnd } from './conversation-store';
import type { Gathered } from './model-context';
import type { ModelReply } from './model-reply';
import { readMessage, type Understood } from './read-message';
import { Turn } from './turn';
import type { TurnPeers, TurnWish } from './turn-peers.port';
import type { TurnQueue } from './turn-queue';
import { TurnsElsewhere } from './turns-elsewhere';
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
  /** Nobody waited any more: what came of it is no fault. */
  interrupted?: boolean;
}

export interface TurnDependencies {
  store: ConversationStore;
  understanding: Understanding;
  tools: ToolsService;
  queue: TurnQueue;
  reply: ModelReply;
  keeper: ConversationKeeper;
  options: TurnOptions;
  /** This backend, and the others where there may be some. */
  instanceId: string;
  peers?: TurnPeers | undefined;
  /** Asked before each turn begins. @throws RateLimitedError where the user may begin no more for now */
  admit?: (userId: string) => Promise<void>;
  /** Told once of every finished turn, and of what else went wrong. */
  onTurn?: (turn: TurnReport) => void;
  onError?: (error: unknown) => void;
  now?: () => Date;
}

/** How long a finished turn can still be joined, in milliseconds. */
const KEEP_MS = 60_000;
/** What a new conversation is called until it has a title: its first words, in characters. */
const LONGEST_FIRST_TITLE = 60;

/** How often an answer is tried to be stored where the database is away, and the longest pause before that, in milliseconds. */
const MOST_STORES = 8;
const LONGEST_PAUSE_MS = 4_000;

/** A message on its way to its answer. */
interface Asked {
  turn: Turn;
  text: string;
  locale: Locale;
  understood: Promise<Understood>;
  gathered?: Promise<Gathered>;
}

const round = (milliseconds: number) => Math.round(milliseconds * 10) / 10;

/** Carries a message to its answer: a command at once, everything else through the language model. */
export class TurnService {
  private readonly turns = new Map<string, Turn>();
  private readonly log: AnswerLog;
  private readonly elsewhere: TurnsElsewhere;
  private readonly now: () => Date;
  private draining = false;

  constructor(private readonly deps: TurnDependencies) {
    this.now = deps.now ?? (() => new Date());
    this.elsewhere = new TurnsElsewhere(deps);
    this.log = new AnswerLog(deps.store, (error) => deps.onError?.(error));
  }

  /**
   * Stores the message and begins its answer. The same `clientMessageId` again joins or repeats the first answer;
   * one that failed is tried anew, unless a tool ran for it.
   * @throws NotFoundError where the conversation, or what is to be replaced, is not the user's;
   *   ConflictError where an answer that would be replaced is still being made; RateLimitedError after too many
   */
  async begin(userId: string, request: ChatRequest, locale: Locale): Promise<Turn> {
    if (this.draining) throw new UnavailableError('stopping', { retryAfterSeconds: 3 });
    await this.deps.admit?.(userId);
    const { text, conversationId, clientMessageId, replaces } = request;
    const findFirst = async () =>
      clientMessageId && (await this.deps.store.findTurn(userId, clientMessageId));
    // What it replaces is gone after the first time, so only the message itself can tell.
    const before = replaces === undefined ? undefined : await findFirst();
    if (before) return this.again(userId, before, text, locale);
    // While it is stored it is read: neither waits for the other.
    const understood = readMessage(this.deps.understanding, text, locale);
    understood.catch(() => undefined);
    try {
      const words = text.trim().replace(/\s+/g, ' ');
      const title = [...words].slice(0, LONGEST_FIRST_TITLE).join('').trimEnd();
      const newTurn: NewTurn = { userId, conversationId, title, text, clientMessageId, replaces };
      const stored = await this.deps.store.beginTurn(newTurn, this.now().toISOString());
      return this.start(userId, stored, text, locale, understood);
    } catch (error) {
      // Two copies of one message at once: the other one was first.
      const copied =
        error instanceof ConflictError || (error instanceof NotFoundError && replaces !== undefined);
      const first = copied ? await findFirst() : undefined;
      if (!first) throw error;
      return this.again(userId, first, text, locale);
    }
  }

  /** A turn that runs or ended within the last minute, if it is the user's. */
  find(userId: string, messageId: string): Turn | undefined {
    const turn = this.turns.get(messageId);
    return turn?.userId === userId ? turn : undefined;
  }

  /** An answer that another backend makes, as it is told here; undefined where none does. */
  findElsewhere(userId: string, messageId: string): Promise<Turn | undefined> {
    return this.elsewhere.follow(userId, messageId);
  }

  /** Ends an answer with what was said, whichever backend makes it; whether one was running. */
  async stop(userId: string, messageId: string): Promise<boolean> {
    const turn = this.find(userId, messageId);
    if (!turn) return this.elsewhere.stop(userId, messageId);
    const stopped = turn.running;
    turn.stop();
    return stopped;
  }

  /** What another backend wishes of an answer that may be one of these. */
  heed(wish: TurnWish): void {
    const turn = this.find(wish.userId, wish.messageId);
    if (turn?.running) this.elsewhere.heed(turn, wish);
  }

  /** True where others wait for the model. */
  get crowded(): boolean {
    return this.deps.queue.length > 0;
  }

  /** True while the service stops: what runs is finished, whoever leaves. */
  get stopping(): boolean {
    return this.draining;
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
    this.elsewhere.close();
  }

  private async again(userId: string, stored: StoredTurn, text: string, locale: Locale): Promise<Turn> {
    const live = this.turns.get(stored.messageId);
    if (live && stored.status === 'streaming') return live;
    if (stored.status === 'streaming') {
      // Nobody makes it any more, since its end could not be stored; or another backend does.
      const left = await this.deps.store.interruptOpenAnswers(stored.messageId);
      const made = left === 0 ? await this.elsewhere.follow(userId, stored.messageId) : undefined;
      if (made) return made;
    }
    if (stored.response === null && (await this.deps.store.reopenAnswer(stored.messageId))) {
      return this.start(userId, stored, text, locale, readMessage(this.deps.understanding, text, locale));
    }
    // Another copy of the message has just opened it again.
    const reopened = this.turns.get(stored.messageId);
    if (stored.response === null && reopened?.running) return reopened;
    const made = stored.response ? undefined : await this.elsewhere.follow(userId, stored.messageId);
    if (made) return made;
    const turn = new Turn(userId, stored.conversationId, stored.messageId);
    if (stored.response) {
      turn.say(stored.response.reply.text);
      turn.finish(stored.response);
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
  ): Turn {
    const turn = new Turn(userId, stored.conversationId, stored.messageId, stored.seq);
    this.turns.set(turn.messageId, turn);
    const forget = () =>
      void setTimeout(() => {
        if (this.turns.get(turn.messageId) === turn) this.turns.delete(turn.messageId);
      }, KEEP_MS).unref();
    turn.done.then(forget, forget);
    void this.run({ turn, text, locale, understood });
    return turn;
  }

  private async run(asked: Asked): Promise<void> {
    const { onTurn, onError } = this.deps;
    const { turn } = asked;
    const started = performance.now();
    const report: Omit<TurnReport, 'source' | 'seconds'> = {};
    const seconds = () => (performance.now() - started) / 1000;
    this.follow(turn, report, seconds);
    try {
      if (!this.deps.options.minimal) await this.gatherAhead(asked);
      const understood = await asked.understood;
      const { classification, milliseconds } = understood;
      const source = await this.answer(asked, understood);
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
          nlu_ms: round(milliseconds),
          ...(source === 'llm' || source === 'harmony'
            ? { llm_ms: round(Math.max(0, total - milliseconds)) }
            : {}),
        },
      };
      await this.store(turn, 'complete', response);
      onTurn?.({ ...report, source, seconds: seconds() });
      turn.finish(response);
    } catch (error) {
      onTurn?.({ ...report, source: 'failed', seconds: seconds(), error, interrupted: turn.interrupted });
      // What was said stays, and can be asked again.
      const status = turn.interrupted || turn.text !== '' ? 'interrupted' : 'failed';
      await this.store(turn, status, null).catch((cause: unknown) => onError?.(cause));
      turn.fail(error);
    }
  }

  /**
   * While nlu still reads the message, looks up what the model will need if it is no command. Not while another answer of
   * the conversation is being made: how that ends belongs to it.
   */
  private async gatherAhead(asked: Asked): Promise<void> {
    const { turn, locale, understood } = asked;
    const known = (await Promise.race([understood, Promise.resolve(undefined)])) !== undefined;
    const others = [...this.turns.values()].filter((other) => other !== turn && other.running);
    if (known || others.some(({ conversationId }) => conversationId === turn.conversationId)) return;
    asked.gathered = this.deps.reply.gather(turn, locale);
    // Nobody may come to wait for it.
    asked.gathered.catch(() => undefined);
  }

  /** Stores what is said as it is said, and notes when it began. */
  private follow(turn: Turn, report: Partial<TurnReport>, seconds: () => number): void {
    const { messageId } = turn;
    turn.subscribe({
      onDelta: (delta) => {
        report.firstWordSeconds ??= seconds();
        this.log.add({ messageId, ...delta });
      },
      onRetract: ({ seq }) => {
        this.log
          .close(messageId)
          .then(() => this.deps.store.forgetDeltas(messageId, seq))
          .catch((error: unknown) => this.deps.onError?.(error));
      },
      onQueued: (position) => {
        if (position === 0) report.queuedSeconds = seconds();
      },
    });
  }

  /** Stores the end of an answer; a database that is away for a moment must not leave it open. */
  private async store(turn: Turn, status: TurnEnd['status'], response: ChatResponse | null): Promise<void> {
    await this.log.close(turn.messageId);
    for (let attempt = 1; ; attempt++) {
      try {
        await this.deps.store.endTurn(turn.messageId, { text: turn.text, status, seq: turn.seq, response });
        return;
      } catch (error) {
        if (attempt === MOST_STORES || this.draining) throw error;
        this.deps.onError?.(error);
        await wait(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** attempt));
      }
    }
  }

  private async answer(asked: Asked, { classification, failure }: Understood): Promise<ReplySource> {
    const { options, tools, store } = this.deps;
    const { turn, locale } = asked;
    const { tool, confidence } = classification;
    if (tool && confidence >= options.confidenceThreshold) {
      await store.noteCalls(turn.messageId, [{ ...tool, source: 'router' }]);
      const { call, sentence } = await tools.execute(tool.name, tool.args, 'router', locale);
      turn.used(call);
      turn.say(sentence);
      return 'router';
    }
    if (options.minimal) {
      if (failure !== undefined) throw failure;
      turn.say(translate(locale, 'reply.minimal'));
      return 'system';
    }
    try {
      return await this.askModel(asked, tool !== null);
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
      if (failure !== undefined && error instanceof LlmUnavailableError) throw failure;
      throw error;
    }
  }

  private async askModel(asked: Asked, likeCommand: boolean): Promise<ReplySource> {
    const { queue, reply, keeper } = this.deps;
    const { turn, text, locale } = asked;
    const leave = await queue.enter(turn.userId, turn.signal, (place) => turn.queued(place));
    try {
      // Who had to wait is told how things are now.
      const gathered = turn.position === undefined ? asked.gathered : undefined;
      const { source, messages } = await reply.answer(turn, { text, locale, likeCommand, gathered });
      if (!turn.signal.aborted) {
        const { userId, conversationId, messageId } = turn;
        const request = { userId, conversationId, messageId, text, locale, tools: reply.offered() };
        keeper.afterAnswer(request, messages);
      }
      return source;
    } finally {
      leave();
    }
  }
}
