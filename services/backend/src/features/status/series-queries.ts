import { toldAlerts, type SeriesName } from '@alice/contracts';

/** `window` is what a point of a count or a mean looks back on, `gap` the time since the point before; in PromQL's words. */
export type Query = (over: { window: string; gap: string }) => string;

const COMMAND = 'source="router"';
const ANSWER = 'source=~"llm|harmony"';
/** What watches Alice is no use of her. */
const USED = 'route!~"/api/(health|status|auth/check).*"';

/** How often it was counted in the window. Counters that begin with their first event would hide it: ours begin at 0. */
const count =
  (counter: string): Query =>
  ({ window }) =>
    `round(sum(increase(${counter}[${window}])))`;

const quantile =
  (share: number, histogram: string, labels: string): Query =>
  ({ window }) =>
    `histogram_quantile(${share}, sum by (le) (rate(${histogram}_bucket{${labels}}[${window}])))`;

const quantiles = (histogram: string, labels: string): Record<string, Query> => ({
  p50: quantile(0.5, histogram, labels),
  p95: quantile(0.95, histogram, labels),
});

const highest =
  (gauge: string): Query =>
  ({ gap }) =>
    `max(max_over_time(${gauge}[${gap}]))`;

const memory = (job: string): Query => highest(`process_resident_memory_bytes{job="${job}"}`);

/** Node measures how long a timer of 10 ms takes: what is beyond that is delay. */
const delay =
  (job: string): Query =>
  (over) =>
    `clamp_min(${highest(`nodejs_eventloop_lag_p99_seconds{job="${job}"}`)(over)} - 0.01, 0)`;

/** What the page may ask for, by name and key: the caller chooses a name, and nothing of a query comes from him. */
export const SERIES_QUERIES = {
  turns: {
    commands: count(`alice_turn_seconds_count{${COMMAND}}`),
    answers: count(`alice_turn_seconds_count{${ANSWER}}`),
  },
  command_seconds: quantiles('alice_turn_seconds', COMMAND),
  first_word_seconds: quantiles('alice_first_word_seconds', ANSWER),
  answer_seconds: quantiles('alice_turn_seconds', ANSWER),
  errors: {
    requests: count('alice_http_requests_total{job="backend", status=~"5..", status!="503"}'),
    answers: count('alice_turn_failures_total{code!="interrupted"}'),
    tools: count('alice_tool_calls_total{outcome=~"unavailable|failed"}'),
  },
  queue: { waiting: highest('alice_turns_waiting'), running: highest('alice_turns_running') },
  requests: {
    requests: ({ window }) => `60 * sum(rate(alice_http_requests_total{job="backend", ${USED}}[${window}]))`,
  },
  memory: {
    backend: memory('backend'),
    nlu: memory('nlu'),
    frontend: memory('frontend'),
    prometheus: memory('prometheus'),
  },
  event_loop_seconds: { backend: delay('backend'), nlu: delay('nlu'), frontend: delay('frontend') },
  disk: { free: ({ gap }) => `min(min_over_time(alice_disk_free_bytes[${gap}]))` },
} satisfies Record<SeriesName, Record<string, Query>>;

/** What the last 24 hours held. */
export const LAST_DAY_QUERIES = {
  commands: SERIES_QUERIES.turns.commands,
  answers: SERIES_QUERIES.turns.answers,
  failures: SERIES_QUERIES.errors.answers,
};

/** The rules of services/prometheus/alerts.yml that hold now and are told here; that a service is away is seen sooner. */
export const ALERTS_QUERY = `ALERTS{alertstate="firing", alertname=~"${['AnswersFail', 'AnswersUnavailable', ...toldAlerts].join('|')}"}`;

/** Its label `version` tells. */
export const VERSION_QUERY = 'prometheus_build_info{job="prometheus"}';
