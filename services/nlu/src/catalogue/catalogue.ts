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

/** An intent: the tool that carries it out, and the names in MASSIVE that mean the same where they differ from its own. */
export interface IntentDefinition {
  readonly tool: ToolName | null;
  readonly massive: readonly string[];
}

/** All knowledge, as read from `data/`. */
export interface Catalogue {
  readonly intents: Readonly<Record<string, IntentDefinition>>;
  readonly slots: Readonly<Record<string, SlotDefinition>>;
  /** Slots that the sentence model finds; their values are words as they were said. */
  readonly textSlots: readonly string[];
  readonly languages: readonly LanguageKnowledge[];
}
