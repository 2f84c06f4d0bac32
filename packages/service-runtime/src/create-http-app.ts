import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { AliceError, MethodNotAllowedError, NotFoundError, type RateLimit } from '@alice/errors';
import { InvalidInputError, InvalidJsonError, TooLargeError, UnsupportedMediaTypeError } from '@alice/errors';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import { refuseAmbiguousJson } from './json-structure';
import type { Logger } from './logger';
import type { Metrics } from './metrics';
import { currentContext, localeFromHeader, runInContext } from './request-context';
import type { Guard, Route } from './route';
import { toProblem } from './to-problem';

export interface HttpAppOptions {
  routes: readonly Route[];
  logger: Logger;
  metrics: Metrics;
  guard?: Guard;
  /** Largest body, in bytes; 1 MiB unless told. */
  bodyLimit?: number;
}

const REQUEST_ID = /^[\w-]{8,64}$/;

/**
 * An Express app that answers `routes` and nothing else: unknown addresses 404, other methods 405 with `Allow`,
 * every error as problem+json, every request with an id, one log line at debug and its metrics.
 */
export function createHttpApp({
  routes,
  logger,
  metrics,
  guard,
  bodyLimit = 1024 * 1024,
}: HttpAppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Exactly one hop, our nginx: it sets X-Forwarded-For and never appends to what a client sent.
  app.set('trust proxy', 1);
  app.use(withContext);
  app.use(observe(logger, metrics));
  const json: RequestHandler[] = [
    express.json({
      limit: bodyLimit,
      inflate: false,
      strict: false,
      type: isJson,
      verify: refuseBrokenJson,
      reviver: refuseUnstorable,
    }),
    refuseOtherTypes,
  ];
  for (const [path, group] of Map.groupBy(routes, (route) => route.path)) {
    const address = app.route(path);
    for (const route of group) {
      // A counter that begins with its first event hides it: Prometheus counts from a value before.
      metrics.httpRequests.inc({ method: route.method.toUpperCase(), route: path, status: 500 }, 0);
      address[route.method](...(guard?.(route) ?? []), ...json, (request, response) =>
        route.handle(request, response),
      );
    }
    const methods = group.map((route) => route.method.toUpperCase());
    address.all((request) => {
      throw new MethodNotAllowedError(`${request.method} on ${path}`, { allowedMethods: methods });
    });
  }
  app.use((request) => {
    throw new NotFoundError(`no route for ${request.path}`);
  });
  app.use(answerProblem(logger));
  return app;
}

const withContext: RequestHandler = (request, response, next) => {
  const given = request.get('x-request-id') ?? '';
  const requestId = REQUEST_ID.test(given) ? given : randomUUID();
  response.set({ 'X-Request-Id': requestId, 'Cache-Control': 'no-store' });
  const locale = localeFromHeader(request.get('accept-language'));
  runInContext({ requestId, locale, address: request.ip }, next);
};

function observe(logger: Logger, metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const started = process.hrtime.bigint();
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      const route: string = (request.route as { path?: string } | undefined)?.path ?? 'unknown';
      metrics.httpRequests.inc({ method: request.method, route, status: response.statusCode });
      metrics.httpSeconds.observe({ method: request.method, route }, seconds);
      logger.debug('request answered', {
        method: request.method,
        route,
        status: response.statusCode,
        seconds,
      });
    });
    next();
  };
}

function isJson(request: { headers: Record<string, string | string[] | undefined> }): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(String(request.headers['content-type'] ?? ''));
}

const refuseOtherTypes: RequestHandler = (request, _response, next) => {
  const hasBody =
    Number(request.get('content-length') ?? 0) > 0 || request.get('transfer-encoding') !== undefined;
  if (hasBody && !isJson(request)) throw new UnsupportedMediaTypeError('the body is not JSON');
  next();
};

/**
 * Refuses bytes that could be read as something else than was sent: Node would put U+FFFD in place of broken UTF-8, and
 * `JSON.parse` takes the last of two keys.
 */
function refuseBrokenJson(_request: unknown, _response: unknown, body: Buffer, charset: string): void {
  // Another would be read as text of its own after this look at the bytes (RFC 8259: JSON is UTF-8).
  if (charset !== 'utf-8')
    throw Object.assign(new Error(`JSON in ${charset}`), { type: 'charset.unsupported' });
  try {
    if (!isUtf8(body)) throw new SyntaxError('no UTF-8');
    refuseAmbiguousJson(body.toString());
  } catch (cause) {
    throw Object.assign(new Error('the body is no JSON', { cause }), { type: 'entity.parse.failed' });
  }
}

/** body-parser strips what a reviver throws to its class. */
class UnstorableText extends Error {}

/** A text with NUL or half a surrogate pair cannot be stored in PostgreSQL; it is refused before anything reads it. */
function refuseUnstorable(key: string, value: unknown): unknown {
  const wrong = (text: string) => text.includes('\0') || !text.isWellFormed();
  if (key === '__proto__' || wrong(key) || (typeof value === 'string' && wrong(value))) {
    throw new UnstorableText('the body holds NUL, half a character or __proto__');
  }
  return value;
}

function answerProblem(logger: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    const error = fromExpress(thrown);
    const requestId = String(response.get('X-Request-Id'));
    const locale = currentContext()?.locale ?? localeFromHeader(request.get('accept-language'));
    const problem = toProblem(error, requestId, locale);
    if (problem.status === 500) logger.error('unexpected error', { error, ...where(request) });
    else logger.debug('request refused', { code: problem.code, reason: String(error), ...where(request) });
    if (response.headersSent) {
      next(thrown);
      return;
    }
    if (error instanceof AliceError) {
      if (error.retryAfterSeconds !== undefined) response.set('Retry-After', String(error.retryAfterSeconds));
      if (error.limit) response.set(limitHeaders(error.limit, error.retryAfterSeconds ?? 0));
      if (error.allowedMethods) response.set('Allow', error.allowedMethods.join(', '));
    }
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

/** What was reached and for how long, as draft-ietf-httpapi-ratelimit-headers has it. */
const limitHeaders = ({ policy, quota, windowSeconds }: RateLimit, seconds: number) => ({
  'RateLimit-Policy': `"${policy}";q=${quota}${windowSeconds === undefined ? '' : `;w=${windowSeconds}`}`,
  RateLimit: `"${policy}";r=0;t=${seconds}`,
});

const where = (request: Request) => ({ method: request.method, path: request.path });

/** body-parser and Express throw http-errors; this is the one place that knows them. */
function fromExpress(thrown: unknown): unknown {
  if (thrown instanceof AliceError || typeof thrown !== 'object' || thrown === null) return thrown;
  const { type, status } = thrown as { type?: string; status?: number };
  const options = { cause: thrown };
  if (thrown instanceof UnstorableText) return new InvalidInputError('text that cannot be stored', options);
  if (type === 'entity.parse.failed') return new InvalidJsonError('the body is no JSON', options);
  if (type === 'entity.too.large') return new TooLargeError('the body is too large', options);
  if (status === 413) return new TooLargeError('the body is too large', options);
  if (status === 415 || type === 'charset.unsupported')
    return new UnsupportedMediaTypeError('the body has another encoding', options);
  if (status === 404) return new NotFoundError('no such address', options);
  if (status !== undefined && status >= 400 && status < 500)
    return new InvalidInputError('bad request', options);
  return thrown;
}
