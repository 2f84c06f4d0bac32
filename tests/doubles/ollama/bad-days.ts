/**
 * What can go wrong with a language model's server. Chosen for one question by a marker in the last user message,
 * `[double:stall]`, or for all by `POST /double/mode {"mode": "stall"}`; `ok` ends it.
 */
export const modes = [
  'ok',
  'slow-first-token',
  'stall',
  'reset',
  'error-mid-stream',
  'busy',
  'model-missing',
  'out-of-memory',
  'no-tools',
  'invalid-json',
  'huge-line',
  'infinite',
  'empty',
  'cut-by-length',
  'tool-call-broken',
  'tool-call-broken-once',
] as const;

export type Mode = (typeof modes)[number];

export function isMode(value: unknown): value is Mode {
  return (modes as readonly unknown[]).includes(value);
}

export function modeInText(text: string): Mode | undefined {
  const name = /\[double:([a-z-]+)\]/.exec(text)?.[1];
  return isMode(name) ? name : undefined;
}

/** Errors that Ollama answers before the first byte, with its own words. */
export const refusals: Partial<Record<Mode, { status: number; error: (model: string) => string }>> = {
  busy: { status: 503, error: () => 'server busy, please try again.  maximum pending requests exceeded' },
  'model-missing': { status: 404, error: (model) => `model '${model}' not found` },
  'out-of-memory': {
    status: 500,
    error: () => 'model requires more system memory (13.1 GiB) than is available (7.2 GiB)',
  },
  'no-tools': { status: 400, error: (model) => `registry.ollama.ai/library/${model} does not support tools` },
};

/** Errors in the middle of an answer: status 200 is sent already, so they are a last line. */
export const lateErrors: Partial<Record<Mode, string>> = {
  'error-mid-stream': 'an error was encountered while running the model: unexpected EOF',
  'tool-call-broken':
    "error parsing tool call: raw='{\"level\": fifty}', err=invalid character 'i' in literal false",
};
