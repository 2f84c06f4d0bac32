import type { Classification } from '@alice/contracts';
import type { CommandReading } from '../commands/command-reader';
import type { ModelReading } from '../model/model-reading';
import { NOTHING } from './judge';
import { judgeCommand, judgeModels } from './judge-models';

const names = new Map([['play_music', 'PLAY']]);
const talk = (otherTalk: number): CommandReading => ({ proposal: undefined, otherTalk });
const proposed = (confidence: number, args: Record<string, unknown> = {}): CommandReading => ({
  proposal: { tool: { name: 'PLAY', args }, confidence },
  otherTalk: 1 - confidence,
});
const sentence = (intent: string, confidence: number, more: Partial<ModelReading> = {}): ModelReading => ({
  words: [],
  intent,
  confidence,
  alternatives: [],
  slots: [],
  ...more,
});
const template = (confidence: number, args: Record<string, unknown>): Classification => ({
  ...NOTHING,
  intent: 'PLAY',
  confidence,
  tool: { name: 'PLAY', args },
  matched: 'sv/x.yml:1',
});

it('names what was said where it is no command, with its slots as they were written', () => {
  const reading = sentence('alarm_set', 0.9, {
    words: ['Väck', 'mig', 'klockan', 'Sju', 'och', 'åtta'],
    slots: [
      { type: 'time', start: 2, end: 4 },
      { type: 'time', start: 5, end: 6 },
    ],
  });
  expect(judgeModels(NOTHING, 1, reading, names)).toMatchObject({
    intent: 'alarm_set',
    confidence: 0.9,
    slots: { time: ['klockan Sju', 'åtta'] },
    tool: null,
    matched: 'model:sentences',
  });
});

it('carries out what the command model alone proposes, as surely as it does', () => {
  expect(judgeCommand(NOTHING, proposed(0.93, { query: 'kent' }))).toMatchObject({
    intent: 'PLAY',
    confidence: 0.93,
    tool: { name: 'PLAY', args: { query: 'kent' } },
    matched: 'model:commands',
  });
  expect(judgeCommand(NOTHING, talk(0.9))).toEqual(NOTHING);
});

it('believes a template and a proposal that agree as much as the surer of them, whatever the case of names', () => {
  expect(judgeCommand(template(0.7, { query: 'Kent' }), proposed(0.92, { query: 'kent' }))).toMatchObject({
    confidence: 0.92,
    tool: { args: { query: 'Kent' } },
    matched: 'sv/x.yml:1',
  });
});

it('lets the surer decide where they differ', () => {
  const other = { query: 'Kent' };
  expect(judgeCommand(template(0.9, other), proposed(0.6))).toMatchObject({
    confidence: 0.9,
    matched: 'sv/x.yml:1',
  });
  expect(judgeCommand(template(0.7, other), proposed(0.95))).toMatchObject({
    confidence: 0.95,
    matched: 'model:commands',
  });
});

it('is less sure of a template the more the command model doubts that it is any command', () => {
  const sureness = [0.1, 0.4, 0.8, 0.999].map(
    (share) => judgeCommand(template(0.87, {}), talk(share)).confidence,
  );
  expect(sureness.slice(0, 2)).toEqual([0.87, 0.87]);
  expect(sureness[2]).toBeCloseTo(0.85, 3);
  expect(sureness[3]).toBeLessThan(0.75);
});

it('makes no call of an intent alone, and is not sure of it', () => {
  const alone = judgeModels(NOTHING, 0.2, sentence('play_music', 0.9), names);
  expect(alone).toMatchObject({ intent: 'PLAY', tool: null });
  expect(alone.confidence).toBeCloseTo(0.36, 4);
});

it('keeps a command that is likelier than anything else, though it is not sure', () => {
  expect(judgeModels(template(0.6, {}), 0.3, sentence('alarm_set', 0.9), names)).toMatchObject({
    intent: 'PLAY',
    confidence: 0.6,
    alternatives: [{ intent: 'alarm_set' }],
  });
});

it('gives alternatives that share what the first leaves, and nothing where nobody is sure of anything', () => {
  const reading = sentence('alarm_set', 0.6, {
    alternatives: [
      { intent: 'alarm_query', confidence: 0.3 },
      { intent: 'play_music', confidence: 0.1 },
    ],
  });
  const { confidence, alternatives } = judgeModels(NOTHING, 0.9, reading, names);
  expect(alternatives.map(({ intent }) => intent)).toEqual(['alarm_query', 'PLAY']);
  expect(alternatives.reduce((sum, other) => sum + other.confidence, confidence)).toBeLessThanOrEqual(1);
  expect(judgeModels(NOTHING, 1, sentence('alarm_set', 0.2), names)).toEqual(NOTHING);
});
