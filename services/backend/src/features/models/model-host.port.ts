import type { Model } from '@alice/contracts';

/** A model as the server lists it; `digest` changes with its content. */
export interface ListedModel extends Omit<Model, 'capabilities' | 'contextLength'> {
  digest: string;
}

export type ModelAbilities = Pick<Model, 'capabilities' | 'contextLength'>;

/** What a server says while it fetches a model, in its own words, and how far the layer is that it speaks of. */
export interface PullStep {
  step: string;
  layer?: { digest: string; completedBytes: number; totalBytes: number };
}

/** The server that keeps the language models. Every wait has a deadline. */
export interface ModelHost {
  /** @throws LlmUnavailableError */
  list(): Promise<ListedModel[]>;
  /** @throws NotFoundError, LlmUnavailableError */
  show(name: string): Promise<ModelAbilities>;
  /**
   * Fetches a model from its registry; whoever asks for the same model joins the same download. Aborting `signal`
   * ends it, and the steps without an error; what was fetched stays for the next time.
   * @throws NotFoundError where the registry does not have it, InvalidInputError, LlmUnavailableError,
   *   UnavailableError where the download failed or fell silent
   */
  pull(name: string, signal: AbortSignal): AsyncIterable<PullStep>;
  /** @throws NotFoundError, LlmUnavailableError */
  remove(name: string): Promise<void>;
  /** Whether a server that is there for fetching answers, so that nobody need be asked before. */
  hasDownloader(): Promise<boolean>;
}
