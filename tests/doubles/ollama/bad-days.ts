import { promptTokens, type ChatRequest } from './chat-request.ts';
import { markersIn } from './markers.ts';
import { capabilitiesOf } from './models.ts';

/**
 * What can go wrong with a language model and its server. Chosen for one question by a mark in the last user message,
 * `[double:stall]`, or for all by `POST /double/mode {"mode": "stall"}`; `ok` ends it.
 */
export const modes = [
  'ok',
  // The server.
  'slow-first-token',
  'stall',
  'reset',
  'connection-closed-early',
  'error-mid-stream',
  'busy',
  'busy-once',
  'model-missing',
  'out-of-memory',
  'no-tools',
  'no-thinking',
  // How the lines come.
  'invalid-json',
  'huge-line',
  'split-utf8',
  'lines-together',
  'line-in-pieces',
  // What the model says.
  'infinite',
  'flood',
  'endless-thinking',
  'empty',
  'thinking-only',
  'think-tags',
  'harmony-markers',
  'cut-by-length',
  // What the model calls.
  'tool-call-broken',
  'tool-call-broken-once',
  'unknown-tool',
  'invalid-arguments',
  'invalid-arguments-once',
  'many-calls',
] as const;

export type Mode = (typeof modes)[number];

export function isMode(value: unknown): value is Mode {
  return (modes as readonly unknown[]).includes(value);
}

export function modeInText(text: string): Mode | undefined {
  return markersIn(text)
    .map(({ name }) => name)
    .find(isMode);
}

/** Bad days that are over after the first question. */
export const onlyOnce: Partial<Record<Mode, Mode>> = {
  'busy-once': 'busy',
  'tool-call-broken-once': 'tool-call-broken',
};

export interface Refusal {
  status: number;
  error: string;
}

/** An error that Ollama answers before the first byte, in its own words. */
export function refusalFor(request: ChatRequest, mode: Mode): Refusal | undefined {
  const { model, messages, tools = [], think, truncate, options } = request;
  const can = capabilitiesOf(model);
  const unable = (capability: string, day: Mode) => mode === day || !can.includes(capability);
  if (mode === 'model-missing') return { status: 404, error: `model '${model}' not found` };
  if (mode === 'busy')
    return { status: 503, error: 'server busy, please try again.  maximum pending requests exceeded' };
  if (mode === 'out-of-memory')
    return {
      status: 500,
      error: 'model requires more system memory (13.1 GiB) than is available (7.2 GiB)',
    };
  if (truncate === false && promptTokens(messages ?? []) > (options?.num_ctx ?? Infinity))
    return { status: 400, error: 'the input length exceeds the context length' };
  if (think && unable('thinking', 'no-thinking'))
    return { status: 400, error: `"${model}" does not support thinking` };
  if (tools.length > 0 && unable('tools', 'no-tools'))
    return { status: 400, error: `registry.ollama.ai/library/${model} does not support tools` };
  return undefined;
}

/** Errors in the middle of an answer: status 200 is sent already, so they are a last line. */
export const lateErrors: Partial<Record<Mode, string>> = {
  'error-mid-stream': 'an error was encountered while running the model: unexpected EOF',
  'tool-call-broken':
    "error parsing tool call: raw='{\"level\": fifty}', err=invalid character 'i' in literal false",
};
