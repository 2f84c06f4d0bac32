/** In milliseconds: to the first token, between two lines after it, and for the whole answer. */
export interface AnswerLimitOptions {
  firstTokenMs: number;
  idleMs: number;
  totalMs: number;
}

/**
 * The deadlines of one answer. They run only while something is waited for: the time that its reader takes between two
 * lines counts for the whole alone.
 */
export class AnswerLimits {
  /** Aborts when a limit is reached, with the reason, or when the answer is not wanted any more. */
  readonly signal: AbortSignal;
  private readonly controller = new AbortController();
  private readonly whole: NodeJS.Timeout;
  private next: NodeJS.Timeout | undefined;
  private waiting = false;
  private alive = false;

  constructor(
    private readonly options: AnswerLimitOptions,
    wanted: AbortSignal,
  ) {
    this.signal = AbortSignal.any([wanted, this.controller.signal]);
    this.whole = setTimeout(
      () => this.controller.abort(new Error('the answer took too long')),
      options.totalMs,
    );
  }

  /** A request is sent: its first token is waited for. */
  begin(): void {
    this.alive = false;
    this.waiting = true;
    this.arm(this.options.firstTokenMs, 'no first token came');
  }

  /** A sign of life: from now on only silence is waited for. */
  firstToken(): void {
    if (this.alive) return;
    this.alive = true;
    this.arm(this.options.idleMs, 'the answer fell silent');
  }

  /** Nothing is waited for until `resume`. */
  pause(): void {
    this.waiting = false;
  }

  /** The next line is waited for; before the first token that wait goes on where it was. */
  resume(): void {
    this.waiting = true;
    if (this.alive) this.next?.refresh();
  }

  clear(): void {
    clearTimeout(this.whole);
    clearTimeout(this.next);
  }

  private arm(milliseconds: number, reason: string): void {
    clearTimeout(this.next);
    const timer = setTimeout(() => {
      if (this.waiting) this.controller.abort(new Error(reason));
      else timer.refresh();
    }, milliseconds);
    this.next = timer;
  }
}
