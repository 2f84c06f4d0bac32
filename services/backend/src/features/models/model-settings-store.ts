import type { ReasoningEffort } from '@alice/contracts';

/** What the owner has chosen; missing is what nobody has chosen yet. */
export interface ChosenSettings {
  model?: string;
  effort?: ReasoningEffort;
}

/** Keeps which model answers, and how long it may think. */
export interface ModelSettingsStore {
  read(): Promise<ChosenSettings>;
  /** Stores what is given and leaves the rest as it is. */
  write(settings: ChosenSettings): Promise<void>;
}
