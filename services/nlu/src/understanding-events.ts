import type { Classification } from '@alice/contracts';
import { BY_COMMAND_MODEL, BY_SENTENCE_MODEL } from './scoring/judge-models';
import { Counter, Histogram, type Logger, type Metrics } from '@alice/service-runtime';

const BY_MODELS: ReadonlySet<string> = new Set([BY_COMMAND_MODEL, BY_SENTENCE_MODEL]);

/** What happens in nlu that is worth a log line and a figure. */
export interface UnderstandingEvents {
  classified: (found: Classification, seconds: number) => void;
}

/** Writes each event's log line and counts it, in one place so that they agree. */
export function createUnderstandingEvents(logger: Logger, { registry }: Metrics): UnderstandingEvents {
  const decisions = new Counter({
    name: 'alice_nlu_decisions_total',
    help: 'Sentences classified, by intent and by the reader that decided',
    labelNames: ['intent', 'reader'],
    registers: [registry],
  });
  const times = new Histogram({
    name: 'alice_nlu_classify_seconds',
    help: 'Time to understand a sentence, in seconds',
    buckets: [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1],
    registers: [registry],
  });
  return {
    classified: ({ intent, confidence, matched }, seconds) => {
      const reader = matched === undefined ? 'none' : BY_MODELS.has(matched) ? 'model' : 'template';
      decisions.inc({ intent, reader });
      times.observe(seconds);
      logger.debug('sentence understood', { intent, confidence, reader, matched, seconds });
    },
  };
}
