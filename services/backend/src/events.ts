import type { ReplySource, ToolCall } from '@alice/contracts';
import { AliceError } from '@alice/errors';
import { Counter, Histogram, type Logger, type Metrics } from '@alice/service-runtime';

export interface Events {
  turnEnded(turn: { source: ReplySource | 'failed'; seconds: number; error?: unknown }): void;
  toolCalled(call: ToolCall): void;
}

/** One function per thing that happens, which writes both its log line and its metric. */
export function createEvents(logger: Logger, { registry }: Metrics): Events {
  const turns = new Histogram({
    name: 'alice_turn_seconds',
    help: 'Time from a message to its whole answer, in seconds, by what answered',
    labelNames: ['source'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15, 60, 120],
    registers: [registry],
  });
  const tools = new Counter({
    name: 'alice_tool_calls_total',
    help: 'Tools called, by name, by who decided, and by what came of it',
    labelNames: ['tool', 'source', 'outcome'],
    registers: [registry],
  });
  return {
    turnEnded({ source, seconds, error }) {
      turns.observe({ source }, seconds);
      if (error === undefined) logger.info('turn ended', { source, seconds });
      else if (error instanceof AliceError)
        logger.warn('turn failed', { seconds, code: error.code, reason: causes(error) });
      else logger.error('turn failed', { seconds, error });
    },
    toolCalled({ name, source, executed, latency_ms, error }) {
      tools.inc({ tool: name, source, outcome: executed ? 'executed' : (error?.code ?? 'failed') });
      logger.info('tool called', { tool: name, source, executed, latency_ms, code: error?.code });
    },
  };
}

function causes(error: unknown): string {
  return error instanceof Error ? [error.message, causes(error.cause)].filter(Boolean).join(': ') : '';
}
