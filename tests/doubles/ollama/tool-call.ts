import type { Mode } from './bad-days.ts';
import { lastUserText, type ChatRequest } from './chat-request.ts';

export interface ToolCall {
  function: { name: string; arguments: Record<string, unknown> };
}

const call = (name: string, args: Record<string, unknown>): ToolCall => ({
  function: { name, arguments: args },
});

/**
 * `tool:SET_VOLUME {"level": 30}` in the last user message asks for that call, if the tool was offered; some bad days
 * call by themselves. Nothing is called where no tool was offered: Ollama looks for calls only then.
 */
export function toolCallFor({ messages, tools = [] }: ChatRequest, mode: Mode): ToolCall | undefined {
  if (tools.length === 0) return undefined;
  const results = resultsOfTurn(messages);
  if (mode === 'many-calls') return call('NEXT', {});
  if (mode === 'invalid-arguments') return call('SET_VOLUME', { level: 'fifty' });
  if (mode === 'invalid-arguments-once' && results < 2)
    return call('SET_VOLUME', { level: results === 0 ? 'fifty' : 50 });
  if (results > 0) return undefined;
  if (mode === 'unknown-tool') return call('LAUNCH_ROCKET', { target: 'moon' });
  const asked = /\btool:([A-Z_]+)\s*(\{.*\})?/s.exec(lastUserText(messages));
  const name = asked?.[1];
  if (name === undefined || !tools.some((tool) => tool.function.name === name)) return undefined;
  return call(name, JSON.parse(asked?.[2] ?? '{}') as Record<string, unknown>);
}

/** How many answers of tools the model was given since the person spoke. */
function resultsOfTurn(messages: ChatRequest['messages']): number {
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  return messages.slice(asked + 1).filter(({ role }) => role === 'tool').length;
}
