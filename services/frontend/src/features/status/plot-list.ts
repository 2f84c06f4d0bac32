import type { SeriesName } from '@alice/contracts';
import type { Unit } from './figure-words';

export interface Plot {
  name: SeriesName;
  /** Of its series, in the order in which they are drawn and told. */
  keys: readonly string[];
  unit: Unit;
  /** The axis reaches at least so far, so that small things do not look large. */
  least: number;
}

/** The plots of the page, those first that a person would ask for first. */
export const PLOTS: readonly Plot[] = [
  { name: 'turns', keys: ['commands', 'answers'], unit: 'count', least: 4 },
  { name: 'errors', keys: ['requests', 'answers', 'tools'], unit: 'count', least: 4 },
  { name: 'command_seconds', keys: ['p50', 'p95'], unit: 'seconds', least: 0.05 },
  { name: 'first_word_seconds', keys: ['p50', 'p95'], unit: 'seconds', least: 1 },
  { name: 'answer_seconds', keys: ['p50', 'p95'], unit: 'seconds', least: 1 },
  { name: 'queue', keys: ['waiting', 'running'], unit: 'count', least: 4 },
  { name: 'requests', keys: ['requests'], unit: 'rate', least: 10 },
  { name: 'memory', keys: ['backend', 'nlu', 'frontend', 'prometheus'], unit: 'bytes', least: 1e8 },
  { name: 'event_loop_seconds', keys: ['backend', 'nlu', 'frontend'], unit: 'seconds', least: 0.05 },
  { name: 'disk', keys: ['free'], unit: 'bytes', least: 1e9 },
];
