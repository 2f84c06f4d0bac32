import type { Health, ServiceHealth } from '@alice/contracts';

export type ServiceName = keyof Health['services'];

/** In the order in which they matter to a person. */
export const SERVICES = [
  'ollama',
  'music',
  'nlu',
  'speech',
  'database',
] as const satisfies readonly ServiceName[];

export const STATUS_DOTS = {
  ok: 'bg-spruce',
  starting: 'bg-cloudberry',
  down: 'bg-lingon',
  off: 'border border-edge',
} as const;

/** How a part is, as a key of the messages: a model that is not there is told from a server that does not answer. */
export const stateOf = ({ status, detail }: ServiceHealth): ServiceHealth['status'] | 'missing' =>
  detail === 'model_missing' ? 'missing' : status;

export interface StatusSummary {
  level: 'unknown' | 'ok' | 'starting' | 'degraded';
  /** What is worth telling in the header: the first of the services that is worst. */
  about: { service: ServiceName; status: 'down' | 'starting' } | null;
}

/** The whole of Alice's health in one line: what is down, else what is starting, else that all is well. */
export function summarise(health: Health | null): StatusSummary {
  if (health === null) return { level: 'unknown', about: null };
  for (const status of ['down', 'starting'] as const) {
    const service = SERVICES.find((name) => health.services[name].status === status);
    if (service) return { level: status === 'down' ? 'degraded' : 'starting', about: { service, status } };
  }
  return { level: health.status, about: null };
}

/** What a part says of itself, as a key of the messages with its values, or as it said it; null for nothing new. */
export type DetailWords =
  { key: 'modelMissing' } | { key: 'pulling'; model: string; progress: string } | { said: string } | null;

export function detailWords(detail: string | undefined): DetailWords {
  if (detail === undefined || detail === 'no answer') return null;
  if (detail === 'model_missing') return { key: 'modelMissing' };
  const [, model, progress] = /^pulling (\S+)(?:\s+(\S.*)?)?$/.exec(detail) ?? [];
  return model === undefined ? { said: detail } : { key: 'pulling', model, progress: progress ?? '' };
}
