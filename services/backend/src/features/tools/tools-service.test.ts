import { toolNames, type MusicState, type ToolName } from '@alice/contracts';
import { ToolFailure } from '@alice/errors';
import type { MusicPlayer } from '../music';
import { ToolsService } from './tools-service';

const state: MusicState = {
  provider: 'mpd',
  state: 'playing',
  track: { title: 'Vinterljus', uri: 'vinterljus.mp3' },
  elapsedSeconds: 3,
  durationSeconds: 180,
  volume: 30,
  muted: false,
  shuffle: false,
  repeat: 'all',
  liked: false,
};
const player = {
  state: jest.fn(() => Promise.resolve(state)),
  play: jest.fn(() => Promise.resolve({ kind: 'many', what: 'Elin & Måns', count: 3 })),
  pause: jest.fn(() => Promise.resolve()),
  stop: jest.fn(() => Promise.resolve()),
  next: jest.fn(() => Promise.resolve(false)),
  previous: jest.fn(() => Promise.resolve()),
  setVolume: jest.fn(() => Promise.resolve(50)),
  mute: jest.fn(() => Promise.resolve()),
  unmute: jest.fn(() => Promise.resolve(40)),
  shuffle: jest.fn(() => Promise.resolve()),
  repeat: jest.fn(() => Promise.resolve()),
  like: jest.fn(() => Promise.resolve('Vinterljus')),
};
const calls: string[] = [];
const service = (enabledTools: readonly ToolName[] = toolNames, useTools = true) =>
  new ToolsService(player as unknown as MusicPlayer, {
    useTools,
    enabledTools,
    onCall: (call) => calls.push(call.name),
  });

it.each([
  ['PLAY', { artist: 'elin' }, 'Spelar Elin & Måns: 3 låtar.'],
  ['PAUSE', {}, 'Pausat.'],
  ['STOP', {}, 'Stoppat.'],
  ['NEXT', {}, 'Det var den sista låten.'],
  ['PREV', {}, 'Förra låten.'],
  ['SET_VOLUME', { level: 50 }, 'Volymen är 50 procent.'],
  ['MUTE', {}, 'Ljudet är av.'],
  ['UNMUTE', {}, 'Ljudet är på, volymen är 40 procent.'],
  ['SHUFFLE', { enabled: true }, 'Blandar låtarna.'],
  ['REPEAT', { mode: 'one' }, 'Upprepar låten.'],
  ['LIKE', {}, 'Vinterljus är nu en favorit.'],
  ['UNLIKE', {}, 'Vinterljus är inte längre en favorit.'],
] as const)('runs %s and says what came of it', async (name, args, sentence) => {
  const executed = await service().execute(name, args, 'router', 'sv');
  expect(executed.sentence).toBe(sentence);
  expect(executed.call).toMatchObject({ name, args, source: 'router', executed: true });
  expect(calls).toContain(name);
});

it.each([
  ['SET_VOLUME', { level: 50 }, { volume: 50, previousVolume: 30, previousMuted: false }],
  ['MUTE', {}, { previousVolume: 30, previousMuted: false }],
  ['UNMUTE', {}, { volume: 40, previousMuted: false }],
  ['SHUFFLE', { enabled: true }, { previousEnabled: false }],
  ['REPEAT', { mode: 'one' }, { previousMode: 'all' }],
  ['LIKE', {}, { title: 'Vinterljus', uri: 'vinterljus.mp3', previousLiked: false }],
  ['UNLIKE', {}, { title: 'Vinterljus', uri: 'vinterljus.mp3', previousLiked: false }],
  ['PAUSE', {}, { previousState: 'playing' }],
] as const)('says what was before %s, so that it can be taken back', async (name, args, result) => {
  expect((await service().execute(name, args, 'router', 'sv')).call.result).toEqual(result);
});

it('says of going on what was before, and of other music nothing', async () => {
  player.play.mockResolvedValueOnce({ kind: 'resumed', what: 'Vinterljus', count: 1 });
  const resumed = await service().execute('PLAY', {}, 'router', 'sv');
  expect(resumed.call.result).toMatchObject({ kind: 'resumed', previousState: 'playing' });
  const other = await service().execute('PLAY', { artist: 'elin' }, 'router', 'sv');
  expect(other.call.result).not.toHaveProperty('previousState');
});

it('does not take what is known of one track for what was of the next', async () => {
  player.like.mockResolvedValueOnce('Norrsken');
  const { call } = await service().execute('LIKE', {}, 'router', 'sv');
  expect(call.result).toEqual({ title: 'Norrsken' });
});

it('runs a tool though nobody says what was before', async () => {
  player.state.mockRejectedValueOnce(new Error('no answer'));
  const { call } = await service().execute('SET_VOLUME', { level: 50 }, 'router', 'sv');
  expect(call).toMatchObject({ executed: true, result: { volume: 50 } });
});

it('speaks English to who speaks it', async () => {
  expect((await service().execute('PAUSE', {}, 'router', 'en')).sentence).toBe('Paused.');
});

it.each([
  ['SET_VOLUME', { level: 101 }],
  ['SET_VOLUME', { level: 10, delta: 5 }],
  ['SET_VOLUME', {}],
  ['PAUSE', { seconds: 5 }],
  ['REPEAT', { mode: 'forever' }],
] as const)('refuses %s with %j before anything runs', async (name, args) => {
  const { call } = await service().execute(name, args, 'harmony', 'sv');
  expect(call).toMatchObject({ executed: false, error: { code: 'invalid_arguments' } });
});

it('runs nothing that is switched off', async () => {
  player.pause.mockClear();
  for (const off of [service(['STOP']), service(toolNames, false)]) {
    expect((await off.execute('PAUSE', {}, 'harmony', 'sv')).call.error?.code).toBe('tool_disabled');
  }
  expect(player.pause).not.toHaveBeenCalled();
  expect(
    service(['STOP'])
      .describe()
      .filter(({ enabled }) => enabled)
      .map(({ name }) => name),
  ).toEqual(['STOP']);
});

it('names what was not found, and lets an unknown error through', async () => {
  player.play.mockRejectedValueOnce(new ToolFailure('nothing_found', { what: 'Metallica' }));
  expect((await service().execute('PLAY', { query: 'Metallica' }, 'router', 'sv')).sentence).toBe(
    'Jag hittar ingen musik som heter Metallica.',
  );
  player.play.mockRejectedValueOnce(new Error('a bug'));
  await expect(service().execute('PLAY', {}, 'router', 'sv')).rejects.toThrow('a bug');
});

it('describes every tool with a JSON schema that takes what the tool takes', () => {
  const volume = service()
    .describe()
    .find(({ name }) => name === 'SET_VOLUME');
  expect(JSON.stringify(volume?.parameters)).toMatch(/"maximum":100/);
});
