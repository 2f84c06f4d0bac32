import type { ReasoningEffort } from '@alice/contracts';
import type { ModelMessage, ModelRequest } from '../features/conversations';
import { thinkFor, type Abilities } from './ollama-abilities';

/** The body of a streaming `POST /api/chat`. */
export interface OllamaChatRequest {
  model: string;
  stream: true;
  /** Always -1: the model stays in memory. */
  keep_alive: -1;
  /** Always false: what does not fit is refused, and neither cut nor shifted out in silence. */
  truncate: false;
  shift: false;
  messages: Record<string, unknown>[];
  tools?: { type: 'function'; function: { name: string; description: string; parameters: unknown } }[];
  think?: boolean | ReasoningEffort;
  options: { num_ctx: number; num_predict: number; temperature?: number };
}

/** What of a chat does not come from the conversation. `harmony: false` asks for neither thinking nor tools. */
export interface ChatSettings {
  model: string;
  effort: ReasoningEffort;
  harmony: boolean;
  contextTokens: number;
}

export function toChatRequest(
  request: ModelRequest,
  { model, effort, harmony, contextTokens }: ChatSettings,
  abilities: Abilities,
): OllamaChatRequest {
  const { messages, temperature, mostTokens, briefly } = request;
  const tools = harmony && abilities.tools ? request.tools : [];
  return {
    model,
    stream: true,
    keep_alive: -1,
    truncate: false,
    shift: false,
    messages: messages.map(toOllama),
    ...(tools.length > 0
      ? {
          tools: tools.map(({ name, description, parameters }) => ({
            type: 'function',
            function: { name, description, parameters },
          })),
        }
      : {}),
    ...(harmony ? { think: thinkFor(abilities, briefly ? 'low' : effort) } : {}),
    options: {
      num_ctx: contextTokens,
      num_predict: mostTokens,
      ...(temperature === undefined ? {} : { temperature }),
    },
  };
}

function toOllama({ role, content, thinking, calls, toolName }: ModelMessage): Record<string, unknown> {
  return {
    role,
    content,
    ...(thinking ? { thinking } : {}),
    ...(calls
      ? { tool_calls: calls.map(({ name, args }) => ({ function: { name, arguments: args } })) }
      : {}),
    ...(toolName === undefined ? {} : { tool_name: toolName }),
  };
}
