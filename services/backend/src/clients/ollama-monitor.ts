import type { ServiceHealth } from '@alice/contracts';
import type { Logger } from '@alice/service-runtime';
import { z } from 'zod';

const tagsSchema = z.object({ models: z.array(z.object({ name: z.string() })) });
const progressSchema = z.object({
  error: z.string().optional(),
  status: z.string().optional(),
  total: z.number().optional(),
  completed: z.number().optional(),
});

export interface OllamaMonitorOptions {
  host: string;
  /** Where the job that fetches models answers while it runs. */
  pullHost: string;
  model: string;
  connectTimeoutMs: number;
}

/** Until the next look, in milliseconds: sooner while the model is awaited. */
const LOOK_AGAIN_MS: Record<ServiceHealth['status'], number> = {
  ok: 10_000,
  off: 10_000,
  down: 2_000,
  starting: 1_000,
};

/** After so much silence, in milliseconds, a pull is taken for dead. */
const SILENCE_MS = 60_000;

/** A model's name as Ollama lists it: `latest` where no tag is given. */
const fullName = (model: string) => (model.includes(':') ? model : `${model}:latest`);

/**
 * Keeps watching whether Ollama is there, has the model, or is just fetching it. Ollama is an option: where its name
 * never was known it is `off`, where it was seen and went away it is `down`.
 */
export class OllamaMonitor {
  private state: ServiceHealth = { status: 'starting' };
  private seen = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private pulling: AbortController | undefined;
  /** What the pull that runs last said. */
  private progress: string | undefined;

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
    this.pulling?.abort();
  }

  /** Looks once, and never throws. */
  async look(): Promise<void> {
    const before = this.state;
    this.state = await this.find();
    if (before.status !== this.state.status) this.logger.info('language model', { ...this.state });
  }

  private async find(): Promise<ServiceHealth> {
    const { host, model, connectTimeoutMs } = this.options;
    try {
      const response = await fetch(`${host}/api/tags`, { signal: AbortSignal.timeout(connectTimeoutMs) });
      const { models } = tagsSchema.parse(await response.json());
      this.seen = true;
      if (models.some(({ name }) => name === fullName(model))) return { status: 'ok', detail: model };
    } catch (error) {
      return this.seen || !this.neverWas(error) ? { status: 'down' } : { status: 'off' };
    }
    if (this.progress !== undefined) return { status: 'starting', detail: this.progress };
    if (!this.pulling) void this.followPull();
    return { status: 'down', detail: 'model_missing' };
  }

  /** A name that nobody knows: our own service was never started. A name that somebody chose is expected to be there. */
  private neverWas(error: unknown): boolean {
    const { cause, name } = error as { cause?: { code?: string }; name?: string };
    if (['ENOTFOUND', 'EAI_AGAIN'].includes(cause?.code ?? '')) return true;
    return name === 'TimeoutError' && new URL(this.options.host).hostname === 'ollama';
  }

  /** Joins the pull that the job runs, since Ollama tells its progress only to who asks for the same pull. */
  private async followPull(): Promise<void> {
    const { pullHost, model, connectTimeoutMs } = this.options;
    const pulling = new AbortController();
    this.pulling = pulling;
    const silence = setTimeout(() => pulling.abort(new Error('the pull fell silent')), SILENCE_MS);
    try {
      await fetch(`${pullHost}/api/version`, { signal: AbortSignal.timeout(connectTimeoutMs) });
      const response = await fetch(`${pullHost}/api/pull`, {
        method: 'POST',
        body: JSON.stringify({ model, stream: true }),
        signal: pulling.signal,
      });
      let rest = '';
      for await (const chunk of response.body ?? []) {
        const lines = (rest + Buffer.from(chunk).toString()).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines.filter((text) => text.trim() !== '')) {
          const { error, total, completed } = progressSchema.parse(JSON.parse(line));
          if (error !== undefined) throw new Error(error);
          silence.refresh();
          const percent = total && completed ? ` ${Math.floor((100 * completed) / total)} %` : '';
          this.progress = `pulling ${model}${percent}`;
          this.state = { status: 'starting', detail: this.progress };
        }
      }
    } catch (error) {
      this.logger.debug('no pull to follow', { reason: String(error) });
    } finally {
      clearTimeout(silence);
      this.progress = undefined;
      this.pulling = undefined;
    }
  }
}
