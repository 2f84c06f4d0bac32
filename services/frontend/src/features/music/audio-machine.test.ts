import {
  audioReducer,
  hasSource,
  INITIAL_AUDIO,
  MAX_FAILURES,
  waitMs,
  type AudioEvent,
  type AudioState,
} from './audio-machine';

const after = (events: AudioEvent[], from: AudioState = INITIAL_AUDIO) => events.reduce(audioReducer, from);
const plays: AudioEvent = { type: 'music', playing: true };
const pauses: AudioEvent = { type: 'music', playing: false };

describe('audioReducer', () => {
  it('connects when the music plays, and drops the source when it pauses', () => {
    expect(after([plays])).toMatchObject({ phase: 'connecting', connection: 1 });
    expect(after([plays, { type: 'sounding' }, pauses])).toMatchObject({ phase: 'idle' });
  });

  it('connects anew on every play, to hear now and not what was buffered', () => {
    expect(after([plays, { type: 'sounding' }, pauses, plays]).connection).toBe(2);
  });

  it('keeps its connection while state after state says that the music plays', () => {
    expect(after([plays, { type: 'sounding' }, plays, plays])).toMatchObject({
      phase: 'sounding',
      connection: 1,
    });
  });

  it('stays silent where nobody wants the sound here', () => {
    const off = after([{ type: 'wanted', wanted: false }, plays]);
    expect(hasSource(off)).toBe(false);
    expect(after([{ type: 'wanted', wanted: true }], off).phase).toBe('connecting');
  });

  it('waits for a gesture where the browser blocks sound', () => {
    const blocked = after([plays, { type: 'blocked' }]);
    expect(blocked.phase).toBe('blocked');
    expect(after([{ type: 'gesture' }], blocked)).toMatchObject({ phase: 'connecting', connection: 2 });
  });

  it('tries again after longer and longer waits, and gives up in the end', () => {
    let state = after([plays]);
    const waits: number[] = [];
    while (state.phase !== 'given-up') {
      state = audioReducer(state, { type: 'broken' });
      if (state.phase === 'waiting') waits.push(waitMs(state));
      state = audioReducer(state, { type: 'wait-over' });
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000]);
    expect(state.failures).toBe(MAX_FAILURES);
    expect(after([{ type: 'gesture' }], state)).toMatchObject({ phase: 'connecting', failures: 0 });
  });

  it('forgets earlier failures once there is sound', () => {
    const state = after([plays, { type: 'broken' }, { type: 'wait-over' }, { type: 'sounding' }]);
    expect(state).toMatchObject({ phase: 'sounding', failures: 0 });
  });

  it('takes no notice of an error that its own dropping of the source caused', () => {
    expect(after([plays, pauses, { type: 'broken' }])).toMatchObject({ phase: 'idle', failures: 0 });
  });
});
