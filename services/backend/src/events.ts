import { problemCodes, toolNames, type ModelPull, type TlsMode, type ToolCall } from '@alice/contracts';
import { AliceError } from '@alice/errors';
import { Counter, Gauge, Histogram, type Logger, type Metrics } from '@alice/service-runtime';
import type { TurnReport } from './features/conversations';
import { isMissing, type ServedCertificate } from './features/status';

export interface Events {
  turnEnded(turn: TurnReport): void;
  toolCalled(call: ToolCall): void;
  /** Earlier messages could not be put in short, and the model answered without them. */
  historyLeftOut(event: { messages: number; error: unknown }): void;
  /** A title or a digest could not be made in a quiet moment. */
  keepingFailed(error: unknown): void;
  /** A download of a model ended, well or not. */
  modelPullEnded(pull: ModelPull, error?: unknown): void;
  /** A line of the audit log could not be written. */
  auditFailed(error: unknown): void;
  /** A piece of an answer could not be stored as it came. */
  storingFailed(error: unknown): void;
  /** nginx showed no certificate. */
  certificateUnseen(error: unknown): void;
}

/** What is read whenever the metrics are. */
export interface Gauged {
  queue: () => { waiting: number; running: number };
  /** Of the file system that holds the data, in bytes. */
  disk: () => Promise<{ free: number }>;
  /** How many containers the healer has given up. */
  healerAlarms: () => Promise<number>;
  /** What nginx serves; null where that is not known, or there is no TLS. */
  certificate: () => (ServedCertificate & { mode: TlsMode }) | null;
}

/** One function per thing that happens, which writes both its log line and its metric. */
export function createEvents(
  logger: Logger,
  { registry }: Metrics,
  { queue, disk, certificate, healerAlarms }: Gauged,
): Events {
  const turns = new Histogram({
    name: 'alice_turn_seconds',
    help: 'Time from a message to its whole answer, in seconds, by what answered',
    labelNames: ['source'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15, 60, 120],
    registers: [registry],
  });
  const firstWords = new Histogram({
    name: 'alice_first_word_seconds',
    help: 'Time from a message to the first word of its answer, in seconds, by what answered',
    labelNames: ['source'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15, 60],
    registers: [registry],
  });
  const tools = new Counter({
    name: 'alice_tool_calls_total',
    help: 'Tools called, by name, by who decided, and by what came of it',
    labelNames: ['tool', 'source', 'outcome'],
    registers: [registry],
  });
  const leftOut = new Counter({
    name: 'alice_history_left_out_total',
    help: 'Answers that the model gave without earlier messages, since they could not be put in short',
    registers: [registry],
  });
  const unstored = new Counter({
    name: 'alice_storing_failed_total',
    help: 'Times that pieces of answers could not be stored as they came',
    registers: [registry],
  });
  const unaudited = new Counter({
    name: 'alice_audit_failed_total',
    help: 'Lines of the audit log that could not be written',
    registers: [registry],
  });
  const pulls = new Counter({
    name: 'alice_model_pulls_total',
    help: 'Downloads of models that ended, by how',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const failures = new Counter({
    name: 'alice_turn_failures_total',
    help: 'Turns that ended without an answer, by the code of the problem; interrupted is who did not wait',
    labelNames: ['code'],
    registers: [registry],
  });
  new Gauge({
    name: 'alice_turns_waiting',
    help: 'Turns that wait for the language model',
    registers: [registry],
    collect() {
      this.set(queue().waiting);
    },
  });
  new Gauge({
    name: 'alice_turns_running',
    help: 'Answers that the language model makes',
    registers: [registry],
    collect() {
      this.set(queue().running);
    },
  });
  new Gauge({
    name: 'alice_disk_free_bytes',
    help: 'Free space where the data lies',
    registers: [registry],
    async collect() {
      this.set(
        await disk().then(
          ({ free }) => free,
          () => Number.NaN,
        ),
      );
    },
  });
  new Gauge({
    name: 'alice_healer_alarms',
    help: 'Containers that the healer on the host has given up, until they are well again',
    registers: [registry],
    async collect() {
      this.set(await healerAlarms().catch(() => Number.NaN));
    },
  });
  const ofCertificate = (
    name: string,
    help: string,
    read: (served: ServedCertificate & { mode: TlsMode }) => number,
  ) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        const served = certificate();
        this.set(served ? read(served) : Number.NaN);
      },
    });
  ofCertificate(
    'alice_tls_not_before_timestamp_seconds',
    'Since when the certificate that nginx serves is good, in Unix seconds',
    ({ notBefore }) => notBefore,
  );
  ofCertificate(
    'alice_tls_not_after_timestamp_seconds',
    'Until when the certificate that nginx serves is good, in Unix seconds',
    ({ notAfter }) => notAfter,
  );
  ofCertificate(
    'alice_tls_certificate_missing',
    '1 where nginx serves a certificate that it made itself, in place of the one that it is to serve; else 0',
    (served) => Number(isMissing(served)),
  );
  // What begins with its first event hides it: Prometheus counts from a value before.
  for (const source of ['router', 'harmony', 'llm', 'system']) turns.zero({ source });
  for (const source of ['harmony', 'llm']) firstWords.zero({ source });
  for (const code of ['interrupted', ...problemCodes]) failures.inc({ code }, 0);
  for (const tool of toolNames) {
    for (const source of ['router', 'harmony']) tools.inc({ tool, source, outcome: 'unavailable' }, 0);
  }
  return {
    turnEnded({ source, seconds, firstWordSeconds, queuedSeconds, error, interrupted }) {
      turns.observe({ source }, seconds);
      if (error !== undefined) failures.inc({ code: interrupted ? 'interrupted' : codeOf(error) });
      if (firstWordSeconds !== undefined) firstWords.observe({ source }, firstWordSeconds);
      if (error === undefined)
        logger.info('turn ended', { source, seconds, firstWordSeconds, queuedSeconds });
      else if (error instanceof AliceError)
        logger.warn('turn failed', { seconds, code: error.code, reason: causes(error) });
      else logger.error('turn failed', { seconds, error });
    },
    toolCalled({ name, source, executed, latency_ms, error }) {
      tools.inc({ tool: name, source, outcome: executed ? 'executed' : (error?.code ?? 'failed') });
      logger.info('tool called', { tool: name, source, executed, latency_ms, code: error?.code });
    },
    historyLeftOut({ messages, error }) {
      leftOut.inc();
      logger.warn('history left out', { messages, reason: causes(error) });
    },
    keepingFailed(error) {
      logger.debug('no title or digest', { reason: causes(error) });
    },
    modelPullEnded({ name, status }, error) {
      pulls.inc({ outcome: status });
      // `make status` reads this line for why a model is missing.
      if (status === 'failed') logger.warn('model pull failed', { model: name, reason: causes(error) });
      else logger.info('model pull ended', { model: name, status });
    },
    auditFailed(error) {
      unaudited.inc();
      logger.error('a line of the audit log could not be written', { reason: causes(error) });
    },
    storingFailed(error) {
      unstored.inc();
      logger.warn('pieces of answers are not stored yet', { reason: causes(error) });
    },
    certificateUnseen(error) {
      logger.debug('no certificate to be seen', { reason: causes(error) });
    },
  };
}

const codeOf = (error: unknown) => (error instanceof AliceError ? error.code : 'internal');

function causes(error: unknown): string {
  return error instanceof Error ? [error.message, causes(error.cause)].filter(Boolean).join(': ') : '';
}
