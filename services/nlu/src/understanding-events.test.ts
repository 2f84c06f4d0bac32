import { createLogger, createMetrics } from '@alice/service-runtime';
import { createUnderstandingEvents } from './understanding-events';

it('counts each decision by its intent and by the reader that made it', async () => {
  const metrics = createMetrics();
  const events = createUnderstandingEvents(createLogger({ service: 'nlu', level: 'error' }), metrics);
  const decided = { confidence: 0.9, slots: {}, tool: null, alternatives: [] };
  events.classified({ ...decided, intent: 'PAUSE', matched: 'sv/sentences/music/pause.yml:5' }, 0.0001);
  events.classified({ ...decided, intent: 'alarm_set', matched: 'model:sentences' }, 0.001);
  events.classified({ ...decided, intent: 'none' }, 0.001);
  const text = await metrics.registry.metrics();
  expect(text).toContain('alice_nlu_decisions_total{intent="PAUSE",reader="template"} 1');
  expect(text).toContain('alice_nlu_decisions_total{intent="alarm_set",reader="model"} 1');
  expect(text).toContain('alice_nlu_decisions_total{intent="none",reader="none"} 1');
  expect(text).toContain('alice_nlu_classify_seconds_count 3');
});
