import { scoreCommands, toolPredictions, wrongCommands, type CommandAnswer } from './command-score';
import type { CommandSentence } from './command-set';

const sentence = (tool: CommandSentence['tool'], args: Record<string, unknown> = {}): CommandSentence => ({
  text: 'x',
  tool,
  args,
});
const answer = (
  name: CommandSentence['tool'],
  args: Record<string, unknown> = {},
  confidence = 0.95,
): CommandAnswer => ({ confidence, tool: name && { name, args } });

it('scores tools, arguments and what is accepted of other talk', () => {
  const sentences = [
    sentence('PAUSE'),
    sentence('SET_VOLUME', { delta: 5 }),
    sentence('NEXT'),
    sentence('LIKE'),
    sentence(null),
    sentence(null),
  ];
  const answers = [
    answer('PAUSE'),
    answer('SET_VOLUME', { delta: 10 }),
    answer('PREV'),
    answer(null),
    answer('PLAY', { query: 'fotboll' }),
    answer(null),
  ];
  expect(scoreCommands(sentences, answers, 0.85)).toEqual({
    commands: 4,
    rightTool: 0.5,
    rightToolAndArguments: 0.25,
    otherTalk: 2,
    accepted: 0.5,
    threshold: 0.85,
  });
  expect(wrongCommands(sentences, answers, 0.85)).toHaveLength(4);
});

it('acts on nothing below the threshold, and on what is just as sure', () => {
  const at = (confidence: number) =>
    scoreCommands([sentence('PAUSE')], [answer('PAUSE', {}, confidence)], 0.85);
  expect(at(0.8499).rightTool).toBe(0);
  expect(at(0.85).rightTool).toBe(1);
  expect(scoreCommands([sentence(null)], [answer('PAUSE', {}, 0.8499)], 0.85).accepted).toBe(0);
});

it('compares names without regard to case and to how å is composed', () => {
  const wanted = [sentence('PLAY', { track: 'Bara få vara mig själv' })];
  const found = answer('PLAY', { track: 'bara fa\u030a vara mig sja\u0308lv' });
  expect(scoreCommands(wanted, [found], 0.85).rightToolAndArguments).toBe(1);
  expect(scoreCommands(wanted, [answer('PLAY', { query: 'bara få vara mig själv' })], 0.85)).toMatchObject({
    rightTool: 1,
    rightToolAndArguments: 0,
  });
});

it('has no share of what there is none of', () => {
  expect(scoreCommands([sentence(null)], [answer(null)], 0.85).rightTool).toBeNull();
  expect(scoreCommands([sentence('PAUSE')], [answer(null)], 0.85).accepted).toBeNull();
});

it('judges the confidence of every tool that is offered, also below the threshold', () => {
  const sentences = [sentence('PAUSE'), sentence(null), sentence(null)];
  const answers = [answer('PAUSE', {}, 0.6), answer('PLAY', { query: 'a' }, 0.4), answer(null)];
  expect(toolPredictions(sentences, answers)).toEqual([
    { confidence: 0.6, correct: true },
    { confidence: 0.4, correct: false },
  ]);
});

it('refuses fewer answers than sentences', () => {
  expect(() => scoreCommands([sentence(null)], [], 0.85)).toThrow(RangeError);
});
