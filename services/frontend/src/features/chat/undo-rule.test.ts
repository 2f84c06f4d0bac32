import { toolArgumentSchemas, type ToolCall } from '@alice/contracts';
import { undoOf } from './undo-rule';

const call = (
  name: string,
  args: ToolCall['args'],
  result?: ToolCall['result'],
  executed = true,
): ToolCall => ({
  name,
  args,
  result,
  executed,
  source: 'router',
  latency_ms: 3,
});

it.each([
  [
    'SET_VOLUME',
    { level: 50 },
    { volume: 50, previousVolume: 30, previousMuted: false },
    [['SET_VOLUME', { level: 30 }]],
  ],
  ['SET_VOLUME', { delta: 10 }, { volume: 10, previousVolume: 0 }, [['SET_VOLUME', { level: 0 }]]],
  [
    'SET_VOLUME',
    { level: 30 },
    { volume: 30, previousVolume: 30, previousMuted: true },
    [
      ['SET_VOLUME', { level: 30 }],
      ['MUTE', {}],
    ],
  ],
  ['MUTE', {}, { previousVolume: 30, previousMuted: false }, [['UNMUTE', {}]]],
  ['UNMUTE', {}, { volume: 30, previousMuted: true }, [['MUTE', {}]]],
  ['SHUFFLE', { enabled: true }, { previousEnabled: false }, [['SHUFFLE', { enabled: false }]]],
  ['REPEAT', { mode: 'one' }, { previousMode: 'all' }, [['REPEAT', { mode: 'all' }]]],
  ['LIKE', {}, { title: 'a', uri: 'a.mp3', previousLiked: false }, [['UNLIKE', {}]]],
  ['UNLIKE', {}, { title: 'a', uri: 'a.mp3', previousLiked: true }, [['LIKE', {}]]],
  ['PAUSE', {}, { previousState: 'playing' }, [['PLAY', {}]]],
  ['PLAY', {}, { kind: 'resumed', previousState: 'paused' }, [['PAUSE', {}]]],
] as const)('takes back %s %j after %j', (name, args, result, calls) => {
  const undo = undoOf(call(name, args, result));
  expect(undo?.calls.map((each) => [each.name, each.args])).toEqual(calls);
  for (const each of undo?.calls ?? []) {
    expect(toolArgumentSchemas[each.name].safeParse(each.args).success).toBe(true);
  }
});

it.each([
  ['SET_VOLUME', { level: 30 }, { volume: 30, previousVolume: 30, previousMuted: false }],
  ['SET_VOLUME', { level: 30 }, { volume: 30 }],
  ['MUTE', {}, { previousVolume: 30, previousMuted: true }],
  ['MUTE', {}, { previousVolume: 0, previousMuted: false }],
  ['UNMUTE', {}, { volume: 30, previousMuted: false }],
  ['SHUFFLE', { enabled: true }, { previousEnabled: true }],
  ['REPEAT', { mode: 'one' }, { previousMode: 'one' }],
  ['LIKE', {}, { title: 'a', uri: 'a.mp3', previousLiked: true }],
  ['LIKE', {}, { title: 'a' }],
  ['PAUSE', {}, { previousState: 'paused' }],
  ['PLAY', { artist: 'Elin' }, { kind: 'many', count: 3 }],
  ['NEXT', {}, { playing: true }],
  ['STOP', {}, {}],
  ['OPEN_DOOR', {}, {}],
] as const)('has nothing to take back of %s %j after %j', (name, args, result) => {
  expect(undoOf(call(name, args, result))).toBeNull();
});

it('takes nothing back of a call that failed', () => {
  expect(undoOf(call('MUTE', {}, { previousVolume: 30, previousMuted: false }, false))).toBeNull();
});

it('likes and unlikes only the track that it was about', () => {
  expect(undoOf(call('LIKE', {}, { uri: 'a.mp3', previousLiked: false }))?.track).toBe('a.mp3');
});
