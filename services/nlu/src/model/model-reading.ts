/** A slot of MASSIVE's types as the model found it: word indexes, `end` exclusive. */
export interface ModelSlot {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** What the statistical model makes of a sentence. */
export interface ModelReading {
  /** The sentence cut at blanks. */
  readonly words: readonly string[];
  /** One of MASSIVE's 60. */
  readonly intent: string;
  /** Calibrated probability of `intent`. */
  readonly confidence: number;
  readonly alternatives: readonly { readonly intent: string; readonly confidence: number }[];
  readonly slots: readonly ModelSlot[];
}

/** Reads a sentence. */
export interface ModelReader {
  read(text: string): ModelReading;
}
