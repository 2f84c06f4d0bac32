import type { MusicState } from '@alice/contracts';
import { wishedState } from './wished-state';

const state: MusicState = {
  provider: 'mpd',
  state: 'playing',
  track: { title: 'Norrsken' },
  elapsedSeconds: 10,
  durationSeconds: 60,
  volume: 50,
  muted: false,
  shuffle: false,
  repeat: 'off',
  liked: false,
};

describe('wishedState', () => {
  it('shows what a button does before the player has said so', () => {
    expect(wishedState(state, 'PAUSE', {}).state).toBe('paused');
    expect(wishedState({ ...state, state: 'paused' }, 'PLAY', {}).state).toBe('playing');
    expect(wishedState(state, 'STOP', {})).toMatchObject({ state: 'stopped', elapsedSeconds: 0 });
    expect(wishedState(state, 'SHUFFLE', { enabled: true }).shuffle).toBe(true);
    expect(wishedState(state, 'REPEAT', { mode: 'one' }).repeat).toBe('one');
    expect(wishedState(state, 'LIKE', {}).liked).toBe(true);
    expect(wishedState({ ...state, liked: true }, 'UNLIKE', {}).liked).toBe(false);
    expect(wishedState(state, 'MUTE', {}).muted).toBe(true);
  });

  it('guesses nothing about which track comes', () => {
    expect(wishedState(state, 'NEXT', {})).toEqual(state);
    expect(wishedState(state, 'PREV', {})).toEqual(state);
  });
});
