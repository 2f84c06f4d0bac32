import type { MusicState, ToolArguments, ToolName } from '@alice/contracts';

/** What the player will say once it has done what was wished: shown at once, until it says so itself. */
export function wishedState<N extends ToolName>(
  state: MusicState,
  name: N,
  args: ToolArguments[N],
): MusicState {
  switch (name) {
    case 'PLAY':
      return { ...state, state: 'playing' };
    case 'PAUSE':
      return { ...state, state: 'paused' };
    case 'STOP':
      return { ...state, state: 'stopped', elapsedSeconds: 0 };
    case 'SHUFFLE':
      return { ...state, shuffle: (args as ToolArguments['SHUFFLE']).enabled };
    case 'REPEAT':
      return { ...state, repeat: (args as ToolArguments['REPEAT']).mode };
    case 'LIKE':
    case 'UNLIKE':
      return { ...state, liked: name === 'LIKE' };
    case 'MUTE':
    case 'UNMUTE':
      return { ...state, muted: name === 'MUTE' };
    case 'NEXT':
    case 'PREV':
    case 'SET_VOLUME':
      return state;
  }
}
