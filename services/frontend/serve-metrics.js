const { subscribe } = require('node:diagnostics_channel');
const { readFileSync } = require('node:fs');
// The same as the other services have; the image holds it beside this file.
const { createMetrics, createMetricsServer } = require('./metrics.mts');

/** The first part of the addresses of Next's own build, such as `/settings`: a label of a metric must not have values without end. */
function knownRoutes() {
  const built = JSON.parse(readFileSync(`${__dirname}/.next/app-path-routes-manifest.json`, 'utf8'));
  return new Set(['/_next', ...Object.values(built).map(firstPart)]);
}

const firstPart = (path) => /^\/[^/?]*/.exec(path)?.[0] ?? '/';

/** Serves the metrics of this process at `port`: requests by the first part of their address, and what Node.js tells. */
function serveMetrics(port) {
  const metrics = createMetrics();
  const server = createMetricsServer(metrics);
  const routes = knownRoutes();
  const begun = new WeakMap();
  subscribe('http.server.request.start', ({ request, server: asked }) => {
    if (asked !== server) begun.set(request, performance.now());
  });
  subscribe('http.server.response.finish', ({ request, response }) => {
    const at = begun.get(request);
    if (at === undefined) return;
    const first = firstPart(request.url);
    const labels = { method: request.method, route: routes.has(first) ? first : 'unknown' };
    metrics.httpRequests.inc({ ...labels, status: response.statusCode });
    metrics.httpSeconds.observe(labels, (performance.now() - at) / 1000);
  });
  server.listen(port);
  server.unref();
}

module.exports = { serveMetrics };
