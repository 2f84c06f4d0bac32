import { setTimeout as wait } from 'node:timers/promises';
import { LlmUnavailableError, NotFoundError, UnavailableError } from '@alice/errors';
import type { ConversationStore } from './conversation-store';
import { Turn } from './turn';
import type { TurnPeers, TurnWish } from './turn-peers.port';

export interface TurnsElsewhereDependencies {
  store: Pick<ConversationStore, 'findAnswer' | 'deltasAfter'>;
  /** This backend. */
  instanceId: string;
  peers?: TurnPeers | undefined;
  onError?: ((error: unknown) => void) | undefined;
}

/** Between two looks at what is stored of an answer, in milliseconds. */
const LOOK_EVERY_MS = 150;
/** How long it is looked for the end of one, in milliseconds; the wait in the queue and the answer take less. */
const LONGEST_MS = 900_000;
/** How often it is said that somebody watches, and how long that holds, in milliseconds. */
const WATCH_EVERY_MS = 2_000;
const WATCH_HOLDS_MS = 8_000;
/** How often a stop is said again, and how long its end is awaited, in milliseconds. */
const STOP_EVERY_MS = 500;
const STOP_MS = 5_000;

/** An answer that is followed, the number of the first delta that counts, and when it was told last that somebody watches. */
interface Followed {
  turn: Turn;
  first: number;
  toldAt: number;
}

/**
 * Answers that another backend makes: what it has stored of them is said here a moment later, and what is wished of them
 * here is told there.
 */
export class TurnsElsewhere {
  private readonly followed = new Map<string, Promise<Followed | undefined>>();
  /** Pages at other backends that watch an answer of this one. */
  private readonly watchers = new Map<string, { leave: () => void; timer: NodeJS.Timeout }>();
  private closed = false;

  constructor(private readonly deps: TurnsElsewhereDependencies) {}

  /** The answer as it is being made, or was finished by now; undefined where it is neither. */
  async follow(userId: string, messageId: string): Promise<Turn | undefined> {
    let followed = this.followed.get(messageId);
    if (!followed) {
      followed = this.begin(userId, messageId);
      this.followed.set(messageId, followed);
    }
    const turn = (await followed)?.turn;
    return turn?.userId === userId ? turn : undefined;
  }

  /** Stops an answer; whether one was running, and has ended. */
  async stop(userId: string, messageId: string): Promise<boolean> {
    const streaming = async () =>
      (await this.deps.store.findAnswer(userId, messageId))?.status === 'streaming';
    if (!this.deps.peers || !(await streaming())) return false;
    const deadline = performance.now() + STOP_MS;
    for (let toldAt = -Infinity; performance.now() < deadline; await wait(LOOK_EVERY_MS / 3)) {
      if (performance.now() - toldAt > STOP_EVERY_MS) {
        this.tell('stop', userId, messageId);
        toldAt = performance.now();
      }
      if (!(await streaming())) return true;
    }
    return false;
  }

  /** Does with an answer of this backend what is wished at another. */
  heed(turn: Turn, { wish, by }: TurnWish): void {
    const key = `${turn.messageId} ${by}`;
    const known = this.watchers.get(key);
    clearTimeout(known?.timer);
    const leave = known?.leave ?? turn.watch();
    const end = () => {
      this.watchers.delete(key);
      leave();
    };
    if (wish === 'stop') turn.stop();
    if (wish === 'watch') this.watchers.set(key, { leave, timer: setTimeout(end, WATCH_HOLDS_MS).unref() });
    else end();
  }

  /** Follows none any more; what is followed ends here, and goes on there. */
  close(): void {
    this.closed = true;
  }

  private async begin(userId: string, messageId: string): Promise<Followed | undefined> {
    const forget = () => this.followed.delete(messageId);
    try {
      const answer = await this.deps.store.findAnswer(userId, messageId);
      if (!answer || answer.status === 'interrupted' || answer.status === 'failed') {
        forget();
        return undefined;
      }
      const deltas = await this.deps.store.deltasAfter(messageId, 0);
      const first = deltas[0]?.seq ?? answer.seq + 1;
      const turn = new Turn(userId, answer.conversationId, messageId, first - 1);
      for (const { text } of deltas) turn.say(text);
      const followed = { turn, first, toldAt: -Infinity };
      if (!(await this.look(followed))) void this.goOn(followed);
      return followed;
    } catch (error) {
      forget();
      throw error;
    }
  }

  private async goOn(followed: Followed): Promise<void> {
    const { turn } = followed;
    const deadline = performance.now() + LONGEST_MS;
    while (!this.closed && performance.now() < deadline) {
      this.tellWish(followed);
      await wait(LOOK_EVERY_MS, undefined, { ref: false });
      try {
        if (await this.look(followed)) return;
      } catch (error) {
        this.deps.onError?.(error);
      }
      if (turn.interrupted) break;
    }
    this.tellWish(followed);
    this.followed.delete(turn.messageId);
    turn.fail(new UnavailableError('not followed any more', { retryAfterSeconds: 3 }));
  }

  /** Says what is new; true where the answer has ended. */
  private async look(followed: Followed): Promise<boolean> {
    const { turn } = followed;
    // First what was said: an end takes it away.
    const deltas = await this.deps.store.deltasAfter(turn.messageId, turn.seq);
    const answer = await this.deps.store.findAnswer(turn.userId, turn.messageId);
    if (answer?.status === 'streaming') {
      for (const { seq, first, text } of deltas) {
        if (first > followed.first) {
          turn.retract(seq - 1);
          followed.first = first;
        }
        turn.say(text);
      }
      return false;
    }
    // Before its end is told: who asks anew then is to find what comes after it.
    this.followed.delete(turn.messageId);
    const response = answer?.response;
    if (response) {
      const { text } = response.reply;
      if (!text.startsWith(turn.text)) turn.retract();
      turn.say(text.slice(turn.text.length));
      for (const call of response.meta.tools) turn.used(call);
      turn.finish(response);
    } else if (!answer) turn.fail(new NotFoundError('no such answer'));
    else if (answer.status === 'interrupted')
      turn.fail(new UnavailableError('interrupted', { retryAfterSeconds: 3 }));
    else turn.fail(new LlmUnavailableError('the answer failed', { retryAfterSeconds: 10 }));
    return true;
  }

  private tellWish(followed: Followed): void {
    const { turn, toldAt } = followed;
    const now = performance.now();
    const { userId, messageId } = turn;
    if (turn.interrupted) return this.tell('leave', userId, messageId);
    if (now - toldAt < WATCH_EVERY_MS) return;
    followed.toldAt = now;
    this.tell('watch', userId, messageId);
  }

  private tell(wish: TurnWish['wish'], userId: string, messageId: string): void {
    this.deps.peers?.tell({ wish, userId, messageId, by: this.deps.instanceId });
  }
}
