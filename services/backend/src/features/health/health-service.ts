import type { Health, ServiceHealth } from '@alice/contracts';

type ServiceName = keyof Health['services'];

export type Probes = Record<ServiceName, () => Promise<ServiceHealth>>;

/** Longest wait for a probe, and how long an answer is used again, in milliseconds. */
const PROBE_MS = 1_500;
const FRESH_MS = 1_000;
const WATCH_MS = 5_000;

/** How every part is. Asking costs nothing that a person would notice; no probe touches the language model itself. */
export class HealthService {
  private last: { at: number; health: Promise<Health> } | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly probes: Probes,
    private readonly version: string,
  ) {}

  check(): Promise<Health> {
    const now = performance.now();
    if (!this.last || now - this.last.at > FRESH_MS) this.last = { at: now, health: this.probeAll() };
    return this.last.health;
  }

  /** Calls `listener` whenever a part's state changes, until `stop`. */
  watch(listener: (health: Health) => void): void {
    let before = '';
    this.timer = setInterval(() => {
      void this.check().then((health) => {
        const now = JSON.stringify(health.services);
        if (before !== '' && before !== now) listener(health);
        before = now;
      });
    }, WATCH_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async probeAll(): Promise<Health> {
    const names = Object.keys(this.probes) as ServiceName[];
    const states = await Promise.all(names.map((name) => withDeadline(this.probes[name])));
    const services = Object.fromEntries(names.map((name, i) => [name, states[i]])) as Health['services'];
    const degraded = states.some((state) => state.status === 'down');
    return {
      status: degraded ? 'degraded' : 'ok',
      version: this.version,
      uptimeSeconds: Math.round(process.uptime()),
      services,
    };
  }
}

async function withDeadline(probe: () => Promise<ServiceHealth>): Promise<ServiceHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ServiceHealth>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'down', detail: 'no answer' }), PROBE_MS);
  });
  try {
    return await Promise.race([probe(), late]);
  } catch {
    return { status: 'down' };
  } finally {
    clearTimeout(timer);
  }
}
