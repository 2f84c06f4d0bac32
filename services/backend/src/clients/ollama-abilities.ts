import type { ReasoningEffort } from '@alice/contracts';
import type { Logger } from '@alice/service-runtime';
import { z } from 'zod';
import { readJson, type OllamaHttp } from './ollama-http';

const showSchema = z.object({
  capabilities: z.array(z.string()),
  template: z.string().optional(),
  parser: z.string().optional(),
  details: z.object({ family: z.string().optional() }).optional(),
  // Newer servers name the values of `think` that a model takes.
  thinking: z.object({ values: z.array(z.unknown()) }).nullish(),
});

/** What a model can do, as far as a request depends on it. */
export interface Abilities {
  tools: boolean;
  thinking: boolean;
  /** It takes an effort instead of yes and no. */
  efforts: boolean;
  /** It thinks even where it is told not to. */
  alwaysThinks: boolean;
  /** Its prompt ends in an opening tag, so that what it writes begins in the middle of a thought. */
  beginsInThought: boolean;
}

/** How long an answer, or a failure, is believed; and limits for asking and for waiting for it. In milliseconds. */
const BELIEVED_MS = 600_000;
const FAILURE_BELIEVED_MS = 10_000;
const ASK_MS = 5_000;
const WAIT_MS = 250;
const MOST_BYTES = 16 * 1024 * 1024;

/** Where nothing is known: the server itself says where a request asks too much. */
const UNKNOWN: Abilities = {
  tools: true,
  thinking: false,
  efforts: false,
  alwaysThinks: false,
  beginsInThought: false,
};

/** Asks Ollama what its models can do, and remembers it. */
export class OllamaAbilities {
  private readonly known = new Map<string, { abilities: Abilities; until: number }>();
  private readonly asked = new Map<string, Promise<void>>();
  /** Learnt from what models wrote: no server tells it, so that it is never forgotten. */
  private readonly beganInThought = new Set<string>();

  constructor(
    private readonly http: Pick<OllamaHttp, 'post'>,
    private readonly logger: Logger,
  ) {}

  /**
   * What the model can do, from memory where it is there. The first time an answer waits for it, but only for a moment
   * (and never fails): what is then not known is found out by trying.
   */
  async of(model: string): Promise<Abilities> {
    const now = performance.now();
    let known = this.known.get(model);
    if (known === undefined || known.until < now) {
      const asking = this.ask(model);
      if (known === undefined) {
        await Promise.race([asking, new Promise((resolve) => setTimeout(resolve, WAIT_MS).unref())]);
        known = this.known.get(model);
      }
    }
    const abilities = known?.abilities ?? UNKNOWN;
    return {
      ...abilities,
      efforts: abilities.efforts || model.split('/').at(-1)?.startsWith('gpt-oss') === true,
      beginsInThought: abilities.beginsInThought || this.beganInThought.has(model),
      alwaysThinks: abilities.alwaysThinks || this.beganInThought.has(model),
    };
  }

  /** A model turned out to write its thoughts first, without an opening tag. */
  noteBeganInThought(model: string): void {
    this.beganInThought.add(model);
  }

  /** The server may be another one now, with other models. What models showed themselves stays. */
  forget(): void {
    this.known.clear();
  }

  private ask(model: string): Promise<void> {
    const asking =
      this.asked.get(model) ??
      this.find(model)
        .then(
          (abilities) => this.known.set(model, { abilities, until: performance.now() + BELIEVED_MS }),
          (error: unknown) => {
            this.logger.debug('no abilities of a model', { model, reason: String(error) });
            const abilities = this.known.get(model)?.abilities ?? UNKNOWN;
            this.known.set(model, { abilities, until: performance.now() + FAILURE_BELIEVED_MS });
          },
        )
        .then(() => void this.asked.delete(model));
    this.asked.set(model, asking);
    return asking;
  }

  private async find(model: string): Promise<Abilities> {
    const body = await this.http.post('/api/show', { model }, AbortSignal.timeout(ASK_MS));
    return abilitiesIn(showSchema.parse(await readJson(body, MOST_BYTES)));
  }
}

function abilitiesIn(shown: z.infer<typeof showSchema>): Abilities {
  const { capabilities, template = '', parser = '', details, thinking } = shown;
  // Its last tag opens a thought: the prompt leaves it open. Templates that can switch thinking off close it again.
  const beginsInThought = template.lastIndexOf('<think>') > template.lastIndexOf('</think>');
  const values = thinking?.values;
  return {
    tools: capabilities.includes('tools'),
    thinking: capabilities.includes('thinking'),
    efforts: values ? values.includes('low') : details?.family === 'gptoss',
    alwaysThinks: values ? !values.includes(false) : beginsInThought || parser.endsWith('thinking'),
    beginsInThought,
  };
}

/** What to send as `think`: gpt-oss takes an effort; others think from `medium` on, where they can be told. */
export function thinkFor(abilities: Abilities, effort: ReasoningEffort): boolean | ReasoningEffort {
  if (abilities.efforts) return effort;
  // A model that thinks anyway is asked for it, so that the server keeps its thoughts apart.
  return abilities.thinking && (effort !== 'low' || abilities.alwaysThinks);
}
