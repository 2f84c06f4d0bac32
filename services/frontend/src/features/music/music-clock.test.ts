import type { MusicState } from '@alice/contracts';
import { clockTime, elapsedNow } from './music-clock';

const music = (over: Partial<MusicState>): MusicState => ({
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
  ...over,
});

describe('elapsedNow', () => {
  it('goes on by itself while the music plays, to the end and no further', () => {
    expect(elapsedNow(music({}), 2500)).toBe(12.5);
    expect(elapsedNow(music({}), 90_000)).toBe(60);
  });

  it('stands still while it does not', () => {
    expect(elapsedNow(music({ state: 'paused' }), 2500)).toBe(10);
  });
});

it.each([
  [0, '0:00'],
  [61.9, '1:01'],
  [3600, '60:00'],
])('shows %p seconds as %s', (seconds, text) => {
  expect(clockTime(seconds)).toBe(text);
});
