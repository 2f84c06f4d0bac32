import type { ChatResponse, ResumedAnswer } from '@alice/contracts';

export interface Delta {
  seq: number;
  text: string;
  /** When it came, as `performance.now()` counts. */
  at: number;
}

/** An answer as a page has it: deltas in their order, and what a resumption brings in the place of those that it missed. */
export class FollowedAnswer {
  readonly deltas: Delta[] = [];
  readonly started: Promise<{ conversationId: string; messageId: string }>;
  readonly done: Promise<ChatResponse>;
  readonly start: (event: { conversationId: string; messageId: string }) => void;
  readonly finish: (response: ChatResponse) => void;
  readonly fail: (error: Error) => void;
  text = '';
  seq = 0;
  /** Called after each piece, when `text` has grown. */
  onText: (() => void) | undefined;
  private held: Delta[] | undefined;

  /** `sentAt` as `performance.now()` counts. */
  constructor(readonly sentAt: number) {
    const started = Promise.withResolvers<{ conversationId: string; messageId: string }>();
    const done = Promise.withResolvers<ChatResponse>();
    [this.started, this.start] = [started.promise, started.resolve];
    [this.done, this.finish] = [done.promise, done.resolve];
    this.fail = (error) => {
      started.reject(error);
      done.reject(error);
    };
    // Who does not wait for one of them must not be ended by it.
    started.promise.catch(() => undefined);
    done.promise.catch(() => undefined);
  }

  /** Milliseconds from the question to the first words. */
  get firstTokenMs(): number {
    return (this.deltas[0]?.at ?? NaN) - this.sentAt;
  }

  take(delta: Delta): void {
    if (this.held) {
      this.held.push(delta);
      return;
    }
    this.deltas.push(delta);
    if (delta.seq <= this.seq) return;
    this.seq = delta.seq;
    this.text += delta.text;
    this.onText?.();
  }

  /** The connection is gone: what comes before the resumption waits for it. */
  lose(): void {
    this.held ??= [];
  }

  resume(resumed: ResumedAnswer): void {
    if (resumed.fromSeq !== 0 && resumed.fromSeq !== this.seq)
      throw new Error(`asked from ${this.seq}, resumed from ${resumed.fromSeq}`);
    this.text = resumed.fromSeq === 0 ? resumed.text : this.text + resumed.text;
    this.seq = resumed.seq;
    const held = this.held ?? [];
    this.held = undefined;
    for (const delta of held) this.take(delta);
    if (resumed.response) this.finish(resumed.response);
    else if (resumed.done) this.fail(new Error(`the answer is ${resumed.status}`));
  }
}
