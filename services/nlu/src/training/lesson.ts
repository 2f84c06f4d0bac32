/** What a net learns by. Rates are Adam's; shares are of 1. */
export interface TrainingPlan {
  readonly seed: number;
  readonly epochs: number;
  readonly batch: number;
  readonly tableRate: number;
  readonly rate: number;
  readonly decay: number;
  readonly dropout: number;
  /** Words read as unknown: nothing of them is seen. */
  readonly wordDropout: number;
  readonly typingErrors: number;
  /** Words of which only the letters are seen, not the whole. */
  readonly wholeDropout: number;
  readonly gramDropout: number;
  readonly mixup: boolean;
  /** How much slots count against the intent. */
  readonly slotShare: number;
}

/** A sentence to learn from: its words and what is probable, as probabilities. */
export interface Lesson {
  readonly words: readonly string[];
  /** What another model thinks, as logarithms that are added to the net's logits: the net learns what that model lacks. */
  readonly prior?: Float32Array;
  readonly intents: Float32Array;
  /** One row of tags a word. */
  readonly tags: Float32Array;
}
