import type { ToolDescription } from '@alice/contracts';

export interface ModelCall {
  name: string;
  args: Record<string, unknown>;
}

/** A message of the talk with the model; `thinking` goes back to it and is never shown. */
export interface ModelMessage {
  role: 'system' | 'user' | 'assistant' | 'tool';
  content: string;
  thinking?: string;
  calls?: ModelCall[];
  toolName?: string;
}

export interface ModelRequest {
  messages: ModelMessage[];
  tools: ToolDescription[];
  /** Set where the turn looks like a command; the model's own otherwise. */
  temperature?: number;
  /** Most tokens of the answer, its thinking included. */
  mostTokens: number;
  /** True: as little thinking as the model can do with, whatever is chosen for answers. */
  briefly?: boolean;
}

/** What a finished answer took, in tokens as the server counted them. */
export interface ModelUsage {
  promptTokens: number;
  answerTokens: number;
}

/**
 * A piece of text as it comes, free of thinking; what the model wants run, if anything; and at the end, once, how it
 * ended: `length` where the model was cut off. `usage` is missing where the server did not count. `retract`: all text so
 * far turned out to be thinking, and must not be kept.
 */
export type ModelEvent =
  | { type: 'text'; text: string }
  | { type: 'retract' }
  | { type: 'calls'; calls: ModelCall[]; thinking: string }
  | { type: 'end'; reason: 'stop' | 'length'; usage?: ModelUsage };

/** A language model. Every wait in it has a deadline; aborting `signal` ends its work, and the events without an error. */
export interface LanguageModel {
  /** How many tokens fit into a request and its answer together. */
  readonly contextTokens: number;
  /** @throws LlmUnavailableError, LlmBusyError, ModelMissingError, PromptTooLongError */
  answer(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}
