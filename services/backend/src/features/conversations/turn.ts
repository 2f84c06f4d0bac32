import type { ChatResponse, ToolCall } from '@alice/contracts';

export interface TurnListener {
  onDelta?: (delta: { seq: number; text: string }) => void;
  onTool?: (call: ToolCall) => void;
  /** What was said up to and with delta `seq` is taken back. */
  onRetract?: (event: { seq: number }) => void;
  /** Its place in the model's queue: 1 is next, 0 that its turn has come. */
  onQueued?: (position: number) => void;
}

/** A turn that runs, or ran a moment ago: what it has said so far, and what came of it. */
export class Turn {
  readonly done: Promise<ChatResponse>;
  readonly tools: ToolCall[] = [];
  private readonly controller = new AbortController();
  private deltas: string[] = [];
  /** What the model has written since the newest delta, and when that was said, as `performance.now()` counts. */
  private gathered = '';
  private saidAt = -Infinity;
  private gathering: NodeJS.Timeout | undefined;
  private readonly listeners = new Set<TurnListener>();
  private watchers = 0;
  private settle!: { resolve: (response: ChatResponse) => void; reject: (error: unknown) => void };
  private ending: 'stopped' | 'interrupted' | undefined;
  private settled = false;
  private place: number | undefined;

  /** `firstSeq` is the number of the last delta of an earlier try; this one's deltas go on from there. */
  constructor(
    readonly userId: string,
    readonly conversationId: string,
    readonly messageId: string,
    private firstSeq = 0,
  ) {
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    // Nobody has to wait for it: a page may be gone by now.
    this.done.catch(() => undefined);
  }

  /** What was said, without what is gathered. */
  get text(): string {
    return this.deltas.join('');
  }

  /** The number of the newest delta; the first is 1. */
  get seq(): number {
    return this.firstSeq + this.deltas.length;
  }

  /** Aborted when the answer is not wanted any more. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get stopped(): boolean {
    return this.ending === 'stopped';
  }

  get interrupted(): boolean {
    return this.ending === 'interrupted';
  }

  get running(): boolean {
    return !this.settled;
  }

  /** Where it waits in the model's queue; undefined where it never had to. */
  get position(): number | undefined {
    return this.place;
  }

  /** What follows delta `seq`, or the whole from 0 on where `seq` is of an earlier try or of none that was said. */
  after(seq: number): { fromSeq: number; text: string } {
    const known = seq > this.firstSeq && seq <= this.seq;
    return { fromSeq: known ? seq : 0, text: this.deltas.slice(known ? seq - this.firstSeq : 0).join('') };
  }

  /** Calls `listener` for what comes from now on; the answer ends that. */
  subscribe(listener: TurnListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Says what was gathered, and `text` behind it. */
  say(text = ''): void {
    const all = this.gathered + text;
    this.forgetGathered();
    if (all === '') return;
    this.saidAt = performance.now();
    this.deltas.push(all);
    const delta = { seq: this.seq, text: all };
    for (const listener of this.listeners) listener.onDelta?.(delta);
  }

  /**
   * Says a piece of a stream: at once, or, where that comes less than `gatherMs` after the delta before, together with
   * what follows until then. `say` ends the stream.
   */
  stream(piece: string, gatherMs: number): void {
    this.gathered += piece;
    if (this.gathering) return;
    const left = this.saidAt + gatherMs - performance.now();
    if (left <= 0) this.say();
    else this.gathering = setTimeout(() => this.say(), left);
  }

  /**
   * Takes back all that was said, up to and with delta `throughSeq`; the numbers go on, so that nobody takes what follows
   * for its continuation.
   */
  retract(throughSeq = this.seq): void {
    this.forgetGathered();
    if (this.deltas.length === 0 && throughSeq === this.seq) return;
    this.firstSeq = throughSeq;
    this.deltas = [];
    for (const listener of this.listeners) listener.onRetract?.({ seq: this.firstSeq });
  }

  used(call: ToolCall): void {
    this.tools.push(call);
    for (const listener of this.listeners) listener.onTool?.(call);
  }

  queued(position: number): void {
    this.place = position;
    for (const listener of this.listeners) listener.onQueued?.(position);
  }

  finish(response: ChatResponse): void {
    this.settled = true;
    this.settle.resolve(response);
  }

  fail(error: unknown): void {
    this.settled = true;
    this.settle.reject(error);
  }

  /** Ends the answer with what was said: the person has heard enough. */
  stop(): void {
    this.end('stopped');
  }

  /** Ends the answer unfinished: nobody is there for it, and it can be asked again. */
  interrupt(): void {
    this.end('interrupted');
  }

  /** Says that somebody waits for the answer; when the last one has left, it is interrupted. Returns how to leave. */
  watch(): () => void {
    this.watchers++;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      if (--this.watchers === 0 && this.running) this.interrupt();
    };
  }

  private forgetGathered(): void {
    clearTimeout(this.gathering);
    this.gathering = undefined;
    this.gathered = '';
  }

  private end(how: 'stopped' | 'interrupted'): void {
    if (this.ending) return;
    this.ending = how;
    this.controller.abort(new Error(how));
  }
}
