import { createServer, type Server } from 'node:http';
import { totalmem } from 'node:os';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export { Counter, Gauge, Histogram } from 'prom-client';

/** The metrics that every service has, and the registry to add its own to. */
export interface Metrics {
  registry: Registry;
  httpRequests: Counter<'method' | 'route' | 'status'>;
  httpSeconds: Histogram<'method' | 'route'>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'alice_memory_limit_bytes',
    help: 'Memory that the container may take; none where it has no limit',
    registers: [registry],
    collect() {
      const limit = process.constrainedMemory();
      // Without a limit the kernel names one that no machine has.
      this.set(limit > 0 && limit <= totalmem() ? limit : Number.NaN);
    },
  });
  return {
    registry,
    httpRequests: new Counter({
      name: 'alice_http_requests_total',
      help: 'HTTP requests answered, by route template',
      labelNames: ['method', 'route', 'status'],
      registers: [registry],
    }),
    httpSeconds: new Histogram({
      name: 'alice_http_request_seconds',
      help: 'Time to answer an HTTP request, in seconds',
      labelNames: ['method', 'route'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
      registers: [registry],
    }),
  };
}

/** Serves `/metrics` on a listener of its own, which only the network of the metrics reaches. */
export function createMetricsServer(metrics: Metrics): Server {
  return createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
}
