import { Agent } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import type { Ask, ChaosStack } from './chaos-stack';

export interface Failure {
  /** Seconds from the beginning of the probing. */
  at: number;
  path: string;
  /** A status, or what went wrong on the way. */
  what: string;
}

/** Asks Alice through nginx, evenly, for a whole test, and keeps every answer that is none. */
export class Prober {
  private readonly started = performance.now();
  private readonly pending = new Set<Promise<void>>();
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 50 });
  private readonly running: Promise<void>;
  private stopping = false;
  readonly failures: Failure[] = [];
  readonly milliseconds: number[] = [];
  asked = 0;

  constructor(
    private readonly stack: ChaosStack,
    perSecond: number,
    private readonly cookie: string,
  ) {
    this.running = this.run(1000 / perSecond);
  }

  /** Stops, waits for the last answers, and returns how many requests there were. */
  async stop(): Promise<number> {
    this.stopping = true;
    await this.running;
    await Promise.all(this.pending);
    this.agent.destroy();
    return this.asked;
  }

  private async run(everyMs: number): Promise<void> {
    while (!this.stopping) {
      const due = this.started + this.asked * everyMs;
      // A machine that is late is not made to catch up: that would be another load than was asked for.
      await wait(Math.max(everyMs / 4, due - performance.now()));
      const probe = this.probe(this.asked++);
      this.pending.add(probe);
      void probe.finally(() => this.pending.delete(probe));
    }
  }

  private async probe(index: number): Promise<void> {
    const [path, ask] = this.next(index);
    const at = (performance.now() - this.started) / 1000;
    const began = performance.now();
    try {
      const { status, body } = await this.stack.ask(path, { ...ask, cookie: this.cookie, agent: this.agent });
      this.milliseconds.push(performance.now() - began);
      if (status >= 300) this.failures.push({ at, path, what: `${status} ${body.slice(0, 150)}` });
    } catch (error) {
      this.failures.push({ at, path, what: String(error) });
    }
  }

  /** Liveness, readiness, what needs the database, a page, and now and then a command. */
  private next(index: number): [string, Ask] {
    if (index % 20 === 10) {
      const body = { text: 'pausa musiken', clientMessageId: crypto.randomUUID() };
      return ['/api/chat', { method: 'POST', body }];
    }
    if (index % 10 === 5) return ['/login', {}];
    return [
      ['/api/health/live', '/api/auth/me', '/api/health/ready', '/api/conversations'][index % 4] ?? '',
      {},
    ];
  }
}
