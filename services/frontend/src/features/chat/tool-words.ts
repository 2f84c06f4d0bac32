import type { ToolCall, ToolName } from '@alice/contracts';

/** The tools that we have words for, listed so that zod stays out of the browser. */
export const NAMED_TOOLS = [
  'PLAY',
  'PAUSE',
  'STOP',
  'NEXT',
  'PREV',
  'SET_VOLUME',
  'MUTE',
  'UNMUTE',
  'SHUFFLE',
  'REPEAT',
  'LIKE',
  'UNLIKE',
] as const satisfies readonly ToolName[];

/** The arguments that we have words for. */
export const NAMED_ARGUMENTS = [
  'track',
  'artist',
  'album',
  'playlist',
  'genre',
  'liked',
  'query',
  'level',
  'delta',
  'enabled',
  'mode',
] as const;

type NamedArgument = (typeof NAMED_ARGUMENTS)[number];
const isNamedArgument = (name: string): name is NamedArgument =>
  NAMED_ARGUMENTS.some((known) => known === name);

const NAMED_RESULTS = ['what', 'title', 'artist', 'album', 'genre', 'count', 'volume'] as const;

export interface ResultWord {
  name: (typeof NAMED_RESULTS)[number];
  value: string;
}

/** What of a call's result is worth showing a person, in a fixed order; a volume with what it was before. */
export const resultWords = (result: ToolCall['result'] = {}): ResultWord[] =>
  NAMED_RESULTS.flatMap((name) => {
    const value = result[name];
    // One track is counted by its name.
    if (value === '' || (name === 'count' && value === 1)) return [];
    if (name === 'volume' && typeof value === 'number') return [{ name, value: volumeWords(result, value) }];
    return typeof value === 'number' || typeof value === 'string' ? [{ name, value: String(value) }] : [];
  });

function volumeWords({ previousVolume, previousMuted }: Record<string, unknown>, volume: number): string {
  const before = previousMuted === true ? 0 : previousVolume;
  return typeof before === 'number' && before !== volume ? `${before} % → ${volume} %` : `${volume} %`;
}

/** The tool's name where we know it; a model may call one that does not exist. */
export const namedTool = (name: string): ToolName | null =>
  NAMED_TOOLS.find((known) => known === name) ?? null;

export interface ArgumentWord {
  /** Key of its name in the messages, or null where we have none. */
  name: NamedArgument | null;
  rawName: string;
  value: { key: 'yes' | 'no' | 'off' | 'one' | 'all' } | { text: string };
}

function valueOf(name: string, value: unknown): ArgumentWord['value'] {
  if (typeof value === 'boolean') return { key: value ? 'yes' : 'no' };
  if (name === 'mode' && (value === 'off' || value === 'one' || value === 'all')) return { key: value };
  if (name === 'level') return { text: `${String(value)} %` };
  if (name === 'delta' && typeof value === 'number')
    return { text: `${value > 0 ? '+' : '−'}${Math.abs(value)} %` };
  return { text: typeof value === 'string' ? value : JSON.stringify(value) };
}

/** A call's arguments as words to show. */
export const argumentWords = (args: ToolCall['args']): ArgumentWord[] =>
  Object.entries(args).map(([rawName, value]) => ({
    name: isNamedArgument(rawName) ? rawName : null,
    rawName,
    value: valueOf(rawName, value),
  }));
