import { readSentence } from '../matching/sentence';
import { commandClasses, commandClassOf, type CommandCall } from './command-class';
import type { CommandModel, CommandOpinion, FoundName } from './command-model';
import { CommandReader, type Amounts } from './command-reader';

const opinionOf = (
  call: CommandCall,
  share: number,
  names: readonly FoundName[] = [],
  nameConfidence = 1,
): CommandOpinion => {
  const classes = Float64Array.from(commandClasses, () => 0);
  classes[0] = 1 - share;
  classes[commandClassOf(call)] = share;
  return { classes, names, nameConfidence };
};
const read = (opinion: CommandOpinion, amounts: Partial<Amounts> = {}) => {
  const model = { read: () => opinion, calibration: { slope: 1, offset: 0 } } as unknown as CommandModel;
  return new CommandReader(model, () => ({ levels: [], changes: [], ...amounts })).read(
    readSentence('något'),
  );
};
const up: CommandCall = { tool: 'SET_VOLUME', args: { delta: 10 } };
const level: CommandCall = { tool: 'SET_VOLUME', args: { level: 10 } };

it.each([
  [up, {}, { delta: 10 }],
  [up, { levels: [20] }, { delta: 20 }],
  [up, { changes: [5] }, { delta: 5 }],
  [{ ...up, args: { delta: -10 } }, { changes: [20] }, { delta: -20 }],
  [level, { levels: [30] }, { level: 30 }],
] as const)('completes %j by the amounts %j', (call, amounts, args) => {
  expect(read(opinionOf(call, 0.9), amounts).proposal).toEqual({
    tool: { name: 'SET_VOLUME', args },
    confidence: expect.closeTo(0.9, 6) as number,
  });
});

it.each([
  [level, {}],
  [level, { levels: [20, 30] }],
  [up, { changes: [5, 20] }],
] as const)('proposes nothing of %j with the amounts %j', (call, amounts) => {
  expect(read(opinionOf(call, 0.9), amounts).proposal).toBeUndefined();
});

it('takes names as arguments, and is no surer than of them', () => {
  const names = [
    { type: 'track', value: '747' },
    { type: 'artist', value: 'Kent' },
  ];
  expect(read(opinionOf({ tool: 'PLAY', args: {} }, 0.9, names, 0.8)).proposal).toEqual({
    tool: { name: 'PLAY', args: { track: '747', artist: 'Kent' } },
    confidence: expect.closeTo(0.72, 6) as number,
  });
  const twice = [...names, { type: 'track', value: 'Isola' }];
  expect(read(opinionOf({ tool: 'PLAY', args: {} }, 0.9, twice, 0.8)).proposal).toBeUndefined();
});

it('makes nothing of what is quoted as a whole, nor of nothing', () => {
  const model = { read: () => opinionOf({ tool: 'PAUSE', args: {} }, 1) } as unknown as CommandModel;
  const reader = new CommandReader(model, () => ({ levels: [], changes: [] }));
  for (const text of ['"pausa musiken"', '”Pausa”', '']) {
    expect(reader.read(readSentence(text))).toEqual({ proposal: undefined, otherTalk: 1 });
  }
});

it('says how far the sentence is other talk', () => {
  const talk = read(opinionOf({ tool: 'PAUSE', args: {} }, 0.2));
  expect(talk).toEqual({ proposal: undefined, otherTalk: 0.8 });
});
