/**
 * How the page listens to the music's stream. The stream goes on as silence while the music is paused, so the source
 * is dropped then and fetched anew on play.
 */
export interface AudioState {
  /** The person wants the sound here. */
  wanted: boolean;
  /** The music plays. */
  playing: boolean;
  phase: 'idle' | 'connecting' | 'sounding' | 'blocked' | 'waiting' | 'given-up';
  /** Counts connections, so that each has an address of its own; a new number is a new connection. */
  connection: number;
  /** How often in a row it has failed. */
  failures: number;
}

export type AudioEvent =
  | { type: 'wanted'; wanted: boolean }
  | { type: 'music'; playing: boolean }
  | { type: 'sounding' }
  | { type: 'blocked' }
  | { type: 'broken' }
  | { type: 'wait-over' }
  /** The person asked for it by hand: the browser lets us play now. */
  | { type: 'gesture' };

export const MAX_FAILURES = 6;
const FIRST_WAIT_MS = 500;

export const INITIAL_AUDIO: AudioState = {
  wanted: true,
  playing: false,
  phase: 'idle',
  connection: 0,
  failures: 0,
};

/** Whether the audio element has a source now. */
export const hasSource = ({ phase }: AudioState): boolean => phase === 'connecting' || phase === 'sounding';

/** Whether nothing more happens until the person taps. */
export const asksForTap = ({ phase }: AudioState): boolean => phase === 'blocked' || phase === 'given-up';

/** How long to wait before the next try: doubling from half a second. */
export const waitMs = ({ failures }: AudioState): number => FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1);

const connect = (state: AudioState): AudioState => ({
  ...state,
  phase: 'connecting',
  connection: state.connection + 1,
});

const settle = (state: AudioState): AudioState =>
  state.wanted && state.playing
    ? connect({ ...state, failures: 0 })
    : { ...state, phase: 'idle', failures: 0 };

export function audioReducer(state: AudioState, event: AudioEvent): AudioState {
  switch (event.type) {
    case 'wanted':
      return event.wanted === state.wanted ? state : settle({ ...state, wanted: event.wanted });
    case 'music':
      return event.playing === state.playing ? state : settle({ ...state, playing: event.playing });
    case 'sounding':
      return hasSource(state) ? { ...state, phase: 'sounding', failures: 0 } : state;
    case 'blocked':
      return hasSource(state) ? { ...state, phase: 'blocked' } : state;
    case 'broken': {
      if (!hasSource(state)) return state;
      const failures = state.failures + 1;
      return { ...state, failures, phase: failures >= MAX_FAILURES ? 'given-up' : 'waiting' };
    }
    case 'wait-over':
      return state.phase === 'waiting' ? connect(state) : state;
    case 'gesture':
      return asksForTap(state) ? settle(state) : state;
  }
}
