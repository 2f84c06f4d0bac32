import type { Model, ModelPull, Models, ModelSettings, ReasoningEffort } from '@alice/contracts';
import { ConflictError, InvalidInputError, NotFoundError } from '@alice/errors';
import { listedName } from './listed-name';
import type { ListedModel, ModelAbilities, ModelHost } from './model-host.port';
import { ModelPulls } from './model-pulls';
import type { ModelSettingsStore } from './model-settings-store';
import type { PullTask } from './pull-task';

/** The model that answers, as the server lists it, and how long it may think where it can. */
export interface ModelChoice {
  model: string;
  effort: ReasoningEffort;
}

export interface ModelsOptions {
  /** What holds until the owner chooses. */
  fallback: ModelChoice;
  /** Called when another model answers from now on, or one has come or gone. */
  onChange?: () => void;
  onPullEnd?: (pull: ModelPull, error?: unknown) => void;
  /** Milliseconds that only grow. */
  now?: () => number;
}

/** Where models may come from: a name that begins with a host is one of these, so that no name leads into the house. */
const REGISTRIES = ['registry.ollama.ai', 'hf.co', 'huggingface.co'];

/** Between two tries to fetch a default model that is missing, in milliseconds. */
const TRY_AGAIN_MS = 60_000;

/** The language models: which are there, which one answers, and what is being fetched. */
export class ModelsService {
  private chosen: ModelChoice;
  private readonly pulls: ModelPulls;
  /** By digest, since asking is slow and the answer never changes. */
  private readonly abilities = new Map<string, ModelAbilities>();
  /** Models that are not fetched unasked any more: somebody has cancelled them, or no registry has them. */
  private readonly unwanted = new Set<string>();
  private lastTry = -Infinity;
  private readonly now: () => number;

  constructor(
    private readonly host: ModelHost,
    private readonly store: ModelSettingsStore,
    private readonly options: ModelsOptions,
  ) {
    this.now = options.now ?? (() => performance.now());
    this.chosen = { ...options.fallback, model: listedName(options.fallback.model) };
    this.pulls = new ModelPulls(host, (pull, error) => this.pullEnded(pull, error), this.now);
  }

  /** Reads what the owner has chosen; until then, and for what was never chosen, the fallback holds. */
  async load(): Promise<void> {
    this.chosen = { ...this.chosen, ...(await this.store.read()) };
  }

  choice(): ModelChoice {
    return this.chosen;
  }

  /** @throws LlmUnavailableError */
  async list(): Promise<Models> {
    const listed = await this.host.list();
    const models = await Promise.all(listed.map((model) => this.describe(model)));
    const digests = new Set(listed.map(({ digest }) => digest));
    for (const digest of this.abilities.keys()) if (!digests.has(digest)) this.abilities.delete(digest);
    const { model: defaultModel, effort: reasoningEffort } = this.chosen;
    return { models, defaultModel, reasoningEffort, pulls: this.pulls.list() };
  }

  /** The names that the server lists; none where it does not answer. */
  async installed(): Promise<string[]> {
    return this.host.list().then(
      (models) => models.map(({ name }) => name),
      () => [],
    );
  }

  /**
   * Fetches a model, or joins the download that runs. Resolves once it is under way.
   * @throws InvalidInputError for a foreign registry, ConflictError where too many run, LlmUnavailableError
   */
  async pull(name: string): Promise<PullTask> {
    const parts = name.split('/');
    if (parts.length > 3 || (parts.length === 3 && !REGISTRIES.includes(parts[0] ?? ''))) {
      const message = `registry: ${REGISTRIES.join(', ')}`;
      throw new InvalidInputError('not a known registry', { fields: [{ path: 'name', message }] });
    }
    this.unwanted.delete(listedName(name));
    const task = this.pulls.start(name);
    await task.opened();
    return task;
  }

  /** @throws NotFoundError where no such download runs */
  cancel(name: string): void {
    if (!this.pulls.cancel(name)) throw new NotFoundError('no such pull runs');
    this.unwanted.add(listedName(name));
  }

  /** @throws NotFoundError, ConflictError for the model that answers, LlmUnavailableError */
  async remove(name: string): Promise<void> {
    if (listedName(name) === this.chosen.model) throw new ConflictError('the default model stays');
    await this.host.remove(name);
    this.options.onChange?.();
  }

  /**
   * Chooses which model answers and how long it may think; what is not given stays.
   * @throws NotFoundError where the server does not list the model, LlmUnavailableError
   */
  async change({ defaultModel, reasoningEffort }: ModelSettings): Promise<ModelChoice> {
    const model = defaultModel === undefined ? undefined : listedName(defaultModel);
    if (model !== undefined && !(await this.host.list()).some(({ name }) => name === model)) {
      throw new NotFoundError('the server does not have that model');
    }
    const settings = {
      ...(model === undefined ? {} : { model }),
      ...(reasoningEffort === undefined ? {} : { effort: reasoningEffort }),
    };
    await this.store.write(settings);
    this.chosen = { ...this.chosen, ...settings };
    this.options.onChange?.();
    return this.chosen;
  }

  /** The download of a model that runs or ended in the last minutes. */
  pullOf(name: string): ModelPull | undefined {
    return this.pulls.find(name);
  }

  /**
   * Fetches the default model where a server is there for it; to be called whenever the model is found missing. Tries
   * once a minute at most, and not again what was cancelled or what no registry has. Never throws.
   */
  async fetchDefault(): Promise<void> {
    const { model } = this.chosen;
    if (this.unwanted.has(model) || this.pulls.find(model)?.status === 'running') return;
    if (this.now() - this.lastTry < TRY_AGAIN_MS) return;
    this.lastTry = this.now();
    if (!(await this.host.hasDownloader())) return;
    try {
      await this.pull(model);
    } catch (error) {
      // What went wrong with the download is told when it ends; two others that run are a reason to wait.
      if (!(error instanceof ConflictError)) return;
      this.lastTry = -Infinity;
    }
  }

  /** Ends what is being fetched; what is there already stays for the next time. */
  stop(): void {
    this.pulls.cancelAll();
  }

  private async describe({ digest, ...model }: ListedModel): Promise<Model> {
    let abilities = this.abilities.get(digest);
    if (!abilities) {
      try {
        abilities = await this.host.show(model.name);
        this.abilities.set(digest, abilities);
      } catch {
        // A model that cannot be read, or that just went, must not hide the others.
        abilities = { capabilities: [], contextLength: null };
      }
    }
    return { ...model, ...abilities };
  }

  private pullEnded(pull: ModelPull, error?: unknown): void {
    if (error instanceof NotFoundError) this.unwanted.add(listedName(pull.name));
    this.options.onPullEnd?.(pull, error);
    if (pull.status === 'done') this.options.onChange?.();
  }
}
