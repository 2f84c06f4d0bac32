import type { ToolName } from '@alice/contracts';

/** A call of a tool, as it is annotated. */
export interface CommandCall {
  readonly tool: ToolName | null;
  readonly args: Readonly<Record<string, unknown>>;
}

/** How a class's arguments are completed from the words: not at all, by a number or amount, by names. */
export type Completion = 'none' | 'level' | 'up' | 'down' | 'names';

/** What the command model tells apart: a tool with the arguments that only some words decide. */
export interface CommandClass extends CommandCall {
  readonly completion: Completion;
}

const plain = (tool: ToolName, args: Readonly<Record<string, unknown>> = {}): CommandClass => ({
  tool,
  args,
  completion: 'none',
});

/** All classes; the first is everything that is no media command. Their order is that of the model's rows. */
export const commandClasses: readonly CommandClass[] = [
  { tool: null, args: {}, completion: 'none' },
  { tool: 'PLAY', args: {}, completion: 'names' },
  plain('PLAY', { liked: true }),
  plain('PAUSE'),
  plain('STOP'),
  plain('NEXT'),
  plain('PREV'),
  { tool: 'SET_VOLUME', args: {}, completion: 'level' },
  { tool: 'SET_VOLUME', args: {}, completion: 'up' },
  { tool: 'SET_VOLUME', args: {}, completion: 'down' },
  plain('MUTE'),
  plain('UNMUTE'),
  plain('SHUFFLE', { enabled: true }),
  plain('SHUFFLE', { enabled: false }),
  plain('REPEAT', { mode: 'off' }),
  plain('REPEAT', { mode: 'one' }),
  plain('REPEAT', { mode: 'all' }),
  plain('LIKE'),
  plain('UNLIKE'),
];

/** The index of the class that a call belongs to. */
export function commandClassOf({ tool, args }: CommandCall): number {
  return commandClasses.findIndex((other) => {
    if (other.tool !== tool) return false;
    if (tool === 'SET_VOLUME') {
      if ('level' in args) return other.completion === 'level';
      return other.completion === (Number(args.delta) < 0 ? 'down' : 'up');
    }
    if (tool === 'PLAY') return (args.liked === true) === (other.args.liked === true);
    return Object.entries(other.args).every(([name, value]) => args[name] === value);
  });
}
