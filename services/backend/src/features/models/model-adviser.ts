import type { Machine, ModelSuggestions } from '@alice/contracts';
import { listedName } from './listed-name';
import type { CatalogueEntry } from './model-catalogue';
import { bestOf, fitOf, needsBytes } from './model-fit';

export interface ModelAdviserOptions {
  catalogue: readonly CatalogueEntry[];
  /** What the language model's server has to work with; null where that is another machine. */
  machine: Machine | null;
  /** The context that Alice gives to a model, in tokens, over all answers that run at once. */
  contextTokens: number;
}

/** Says which models are worth fetching on this machine. */
export class ModelAdviser {
  constructor(private readonly options: ModelAdviserOptions) {}

  /** The catalogue for this machine, the lightest first; `installed` are the names that the server lists. */
  suggest(installed: readonly string[]): ModelSuggestions {
    const { catalogue, machine, contextTokens } = this.options;
    const best = bestOf(catalogue, machine, contextTokens);
    const suggestions = catalogue.map((model) => {
      const { name, title, sizeBytes, licence, languages, tools, thinks } = model;
      return {
        name,
        title,
        sizeBytes,
        needsBytes: needsBytes(model, contextTokens),
        fits: fitOf(model, machine, contextTokens),
        recommended: model === best,
        installed: installed.includes(listedName(name)),
        licence,
        languages,
        tools,
        thinks,
      };
    });
    return { machine, suggestions: suggestions.sort((a, b) => a.sizeBytes - b.sizeBytes) };
  }
}
