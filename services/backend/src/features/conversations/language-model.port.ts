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
}

/** A piece of text as it comes, and at the end what the model wants run, if anything. */
export type ModelEvent =
  { type: 'text'; text: string } | { type: 'calls'; calls: ModelCall[]; thinking: string };

/** A language model. Every wait in it has a deadline; aborting `signal` ends its work. */
export interface LanguageModel {
  /** @throws LlmUnavailableError, LlmBusyError, ModelMissingError */
  answer(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}
