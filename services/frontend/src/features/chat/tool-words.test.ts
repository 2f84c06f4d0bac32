import { toolArgumentSchemas, toolNames } from '@alice/contracts';
import { argumentWords, resultWords, NAMED_ARGUMENTS, NAMED_TOOLS, namedTool } from './tool-words';

it('has words for every tool of the contract, and for every argument', () => {
  expect([...NAMED_TOOLS].sort()).toEqual([...toolNames].sort());
  const schemas = Object.values(toolArgumentSchemas).flatMap((schema) =>
    'options' in schema ? schema.options : [schema],
  );
  const names = schemas.flatMap((schema) => Object.keys(schema.shape));
  expect([...NAMED_ARGUMENTS].sort()).toEqual([...new Set(names)].sort());
});

it('knows no tool that a model made up', () => {
  expect(namedTool('OPEN_DOOR')).toBeNull();
});

it.each([
  [{ level: 50 }, 'level', { text: '50 %' }],
  [{ delta: -10 }, 'delta', { text: '−10 %' }],
  [{ delta: 10 }, 'delta', { text: '+10 %' }],
  [{ enabled: true }, 'enabled', { key: 'yes' }],
  [{ mode: 'all' }, 'mode', { key: 'all' }],
  [{ artist: 'Åsa' }, 'artist', { text: 'Åsa' }],
  [{ door: [1] }, null, { text: '[1]' }],
])('puts %j in words', (args, name, value) => {
  expect(argumentWords(args)).toEqual([expect.objectContaining({ name, value })]);
});

it('shows of a result what has a name and a value', () => {
  expect(resultWords({ uri: 'a.mp3', artist: '', title: 'Norrsken', count: 3 })).toEqual([
    { name: 'title', value: 'Norrsken' },
    { name: 'count', value: '3' },
  ]);
  expect(resultWords({ kind: 'track', what: 'Norrsken', count: 1 })).toEqual([
    { name: 'what', value: 'Norrsken' },
  ]);
  expect(resultWords(undefined)).toEqual([]);
});

it.each([
  [{ volume: 50, previousVolume: 30, previousMuted: false }, '30 % → 50 %'],
  [{ volume: 50, previousVolume: 50, previousMuted: true }, '0 % → 50 %'],
  [{ volume: 50, previousVolume: 50, previousMuted: false }, '50 %'],
  [{ volume: 50 }, '50 %'],
])('shows of %j where the volume came from', (result, value) => {
  expect(resultWords(result)).toEqual([{ name: 'volume', value }]);
});
