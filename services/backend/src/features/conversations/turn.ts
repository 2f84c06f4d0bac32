import type { ChatResponse, ToolCall } from '@alice/contracts';

export interface TurnListener {
  onDelta?: (delta: { seq: number; text: string }) => void;
  onTool?: (call: ToolCall) => void;
}

/** A turn that runs, or ran a moment ago: what it has said so far, and what came of it. */
export class Turn {
  readonly done: Promise<ChatResponse>;
  readonly tools: ToolCall[] = [];
  readonly abort = new AbortController();
  private readonly deltas: string[] = [];
  private readonly listeners = new Set<TurnListener>();
  private watchers = 0;
  private settle!: { resolve: (response: ChatResponse) => void; reject: (error: unknown) => void };

  constructor(
    readonly userId: string,
    readonly conversationId: string,
    readonly messageId: string,
  ) {
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    // Nobody has to wait for it: a page may be gone by now.
    this.done.catch(() => undefined);
  }

  get text(): string {
    return this.deltas.join('');
  }

  /** The number of the newest delta; the first is 1. */
  get seq(): number {
    return this.deltas.length;
  }

  textAfter(seq: number): string {
    return this.deltas.slice(seq).join('');
  }

  /** Calls `listener` for what comes from now on; the answer ends that. */
  subscribe(listener: TurnListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  say(text: string): void {
    if (text === '') return;
    this.deltas.push(text);
    for (const listener of this.listeners) listener.onDelta?.({ seq: this.seq, text });
  }

  used(call: ToolCall): void {
    this.tools.push(call);
    for (const listener of this.listeners) listener.onTool?.(call);
  }

  finish(response: ChatResponse): void {
    this.settle.resolve(response);
  }

  fail(error: unknown): void {
    this.settle.reject(error);
  }

  /** Ends the answer with what was said: the person has heard enough. */
  stop(): void {
    this.abort.abort('stopped');
  }

  /** Ends the answer unfinished: nobody is there for it, and it can be asked again. */
  interrupt(): void {
    this.abort.abort('interrupted');
  }

  get interrupted(): boolean {
    return this.abort.signal.aborted && this.abort.signal.reason === 'interrupted';
  }

  /** Says that somebody waits for the answer; when the last one has left, it is interrupted. Returns how to leave. */
  watch(): () => void {
    this.watchers++;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      if (--this.watchers === 0) this.interrupt();
    };
  }
}
