import type { ToolName } from '@alice/contracts';
import type { LanguageKnowledge, Locale, SlotDefinition } from '../matching/knowledge';

/** Sentences that show what a file of templates understands, with the arguments to expect. */
export interface ExampleFile {
  readonly path: string;
  readonly intent: string;
  readonly groups: readonly {
    readonly args: Readonly<Record<string, unknown>>;
    readonly sentences: readonly string[];
  }[];
}

/** What a language is checked against. */
export interface LanguageChecks {
  readonly locale: Locale;
  readonly examples: readonly ExampleFile[];
  /** Sentences that are no media command. */
  readonly nothing: readonly string[];
  /** Sentences that are not understood as they should be: yet to be mended. */
  readonly knownFailures: readonly {
    readonly text: string;
    readonly intent: string;
    readonly args: Readonly<Record<string, unknown>>;
  }[];
}

/** All knowledge, as read from `data/`. */
export interface Catalogue {
  readonly intents: Readonly<Record<string, { readonly tool: ToolName | null }>>;
  readonly slots: Readonly<Record<string, SlotDefinition>>;
  readonly languages: readonly LanguageKnowledge[];
}
