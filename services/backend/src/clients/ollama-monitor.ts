import type { ModelPull, ServiceHealth } from '@alice/contracts';
import type { Logger } from '@alice/service-runtime';
import { z } from 'zod';
import { listedName } from '../features/models';

const tagsSchema = z.object({ models: z.array(z.object({ name: z.string() })) });

export interface OllamaMonitorOptions {
  host: string;
  /** The model that is wanted now. */
  model: () => string;
  /** The download of a model, if there is one. */
  pullOf: (model: string) => ModelPull | undefined;
  /** Told at each look that finds the server there without the model, and nobody fetching it. */
  onMissing?: () => void;
  /** Told each time the wanted model has come to be there: at the start, after an absence, after another choice. */
  onReady?: () => void;
}

/** Until the next look, in milliseconds: sooner while the model is awaited. */
const LOOK_AGAIN_MS: Record<ServiceHealth['status'], number> = {
  ok: 10_000,
  off: 10_000,
  down: 2_000,
  starting: 1_000,
};

/** Longest wait for a list of models, in milliseconds: a server that computes on all its cores may take a while. */
const LOOK_MS = 3_000;

const MISSING = 'model_missing';

/**
 * Keeps watching whether Ollama is there, has the model, or is just fetching it. Ollama is an option: where its name
 * never was known it is `off`, where it was seen and went away it is `down`.
 */
export class OllamaMonitor {
  private state: ServiceHealth = { status: 'starting' };
  private seen = false;
  private stopped = false;
  private looks = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: OllamaMonitorOptions,
    private readonly logger: Logger,
  ) {}

  health(): ServiceHealth {
    return this.state;
  }

  /** Looks now, and again and again until `stop`. */
  start(): void {
    this.stopped = false;
    void this.look().finally(() => {
      if (this.stopped) return;
      this.timer = setTimeout(() => this.start(), LOOK_AGAIN_MS[this.state.status]);
      this.timer.unref();
    });
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Looks once, and never throws: to be called when another model was chosen. A later look outdoes an earlier one. */
  async look(): Promise<void> {
    const number = ++this.looks;
    const model = this.options.model();
    const found = await this.find(model);
    if (number !== this.looks || model !== this.options.model()) return;
    const before = this.state;
    this.state = found;
    const ready = found.status === 'ok' && (before.status !== 'ok' || before.detail !== found.detail);
    if (before.status !== found.status || ready) this.logger.info('language model', { ...found });
    if (ready) this.options.onReady?.();
    if (found.detail === MISSING) this.options.onMissing?.();
  }

  private async find(model: string): Promise<ServiceHealth> {
    try {
      const response = await fetch(`${this.options.host}/api/tags`, { signal: AbortSignal.timeout(LOOK_MS) });
      const { models } = tagsSchema.parse(await response.json());
      this.seen = true;
      if (models.some(({ name }) => name === listedName(model))) return { status: 'ok', detail: model };
    } catch (error) {
      return this.seen || !this.neverWas(error) ? { status: 'down' } : { status: 'off' };
    }
    const pull = this.options.pullOf(model);
    if (pull?.status !== 'running') return { status: 'down', detail: MISSING };
    const { completedBytes: completed, totalBytes: total } = pull;
    const percent = total && completed !== null ? ` ${Math.floor((100 * completed) / total)} %` : '';
    return { status: 'starting', detail: `pulling ${model}${percent}` };
  }

  /** A name that nobody knows: our own service was never started. A name that somebody chose is expected to be there. */
  private neverWas(error: unknown): boolean {
    const { cause, name } = error as { cause?: { code?: string }; name?: string };
    if (['ENOTFOUND', 'EAI_AGAIN'].includes(cause?.code ?? '')) return true;
    return name === 'TimeoutError' && new URL(this.options.host).hostname === 'ollama';
  }
}
