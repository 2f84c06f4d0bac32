import { LlmBusyError } from '@alice/errors';
import { createMetrics, type Logger } from '@alice/service-runtime';
import { createEvents } from './events';
import { readMetrics } from './read-metrics.contract';

const silent = () => undefined;
const quiet = { debug: silent, info: silent, warn: silent, error: silent } as unknown as Logger;

const metrics = () => {
  const made = createMetrics();
  return { events: createEvents(quiet, made), read: () => readMetrics(made) };
};

it('counts from 0, so that the first of everything is seen', async () => {
  const { events, read } = metrics();
  const counted = [
    'alice_turn_seconds_count{source="router"}',
    'alice_first_word_seconds_count{source="llm"}',
    'alice_turn_failures_total{code="internal"}',
    'alice_tool_calls_total{tool="PLAY",source="router",outcome="unavailable"}',
  ];
  const before = await read();
  expect(counted.map((name) => before[name])).toEqual([0, 0, 0, 0]);
  events.turnEnded({ source: 'router', seconds: 0.02 });
  expect((await read())['alice_turn_seconds_count{source="router"}']).toBe(1);
});

it('tells who did not wait from what failed', async () => {
  const { events, read } = metrics();
  events.turnEnded({ source: 'failed', seconds: 1, error: new LlmBusyError('busy') });
  events.turnEnded({ source: 'failed', seconds: 1, error: new TypeError('a bug') });
  events.turnEnded({ source: 'failed', seconds: 1, error: new LlmBusyError('gone'), interrupted: true });
  const found = await read();
  const codes = ['llm_busy', 'internal', 'interrupted', 'unavailable'];
  expect(codes.map((code) => found[`alice_turn_failures_total{code="${code}"}`])).toEqual([1, 1, 1, 0]);
});
