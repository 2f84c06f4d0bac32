import type { ToolCall, ToolName } from '@alice/contracts';

/** A tool to run so that what another did is as before. */
export interface UndoCall {
  name: ToolName;
  args: Record<string, unknown>;
}

export interface Undo {
  calls: UndoCall[];
  /** The file or address of the track that must be playing still: a like is of what plays. */
  track?: string;
}

const one = (name: ToolName, args: UndoCall['args'] = {}): Undo => ({ calls: [{ name, args }] });

/** What takes a call back, from what it says was before it; null where nothing changed or there is no way back. */
export function undoOf({ name, args, executed, result = {} }: ToolCall): Undo | null {
  if (!executed) return null;
  const {
    volume,
    previousVolume,
    previousMuted,
    previousEnabled,
    previousMode,
    previousLiked,
    previousState,
    uri,
  } = result;
  switch (name) {
    case 'SET_VOLUME': {
      if (typeof previousVolume !== 'number') return null;
      const back = one('SET_VOLUME', { level: previousVolume });
      if (previousMuted === true) return { calls: [...back.calls, { name: 'MUTE', args: {} }] };
      return volume === previousVolume ? null : back;
    }
    case 'MUTE':
      return previousMuted === false && previousVolume !== 0 ? one('UNMUTE') : null;
    case 'UNMUTE':
      return previousMuted === true ? one('MUTE') : null;
    case 'SHUFFLE':
      return typeof previousEnabled === 'boolean' && previousEnabled !== args.enabled
        ? one('SHUFFLE', { enabled: previousEnabled })
        : null;
    case 'REPEAT':
      return typeof previousMode === 'string' && previousMode !== args.mode
        ? one('REPEAT', { mode: previousMode })
        : null;
    case 'LIKE':
      return previousLiked === false && typeof uri === 'string' ? { ...one('UNLIKE'), track: uri } : null;
    case 'UNLIKE':
      return previousLiked === true && typeof uri === 'string' ? { ...one('LIKE'), track: uri } : null;
    case 'PAUSE':
      return previousState === 'playing' ? one('PLAY') : null;
    case 'PLAY':
      return previousState === 'paused' ? one('PAUSE') : null;
    default:
      return null;
  }
}
