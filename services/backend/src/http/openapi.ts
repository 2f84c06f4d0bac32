import { problemSchema } from '@alice/contracts';
import type { Route } from '@alice/service-runtime';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { ZodObject } from 'zod';
import { scopeOf } from './authenticate';

/** The OpenAPI document of the given routes; what a route does not say is not in it. */
export function createOpenApi(routes: readonly Route[], version: string): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = route.path.replace(/[:*](\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: toOperation(route) };
  }
  return createDocument({
    openapi: '3.1.1',
    info: { title: 'Alice', version },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-alice_sid' },
        key: { type: 'http', scheme: 'bearer' },
      },
    },
  });
}

function toOperation(route: Route): ZodOpenApiOperationObject {
  const parameters = [...route.path.matchAll(/[:*](\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path' as const,
    required: true,
    schema: { type: 'string' as const },
  }));
  const responses: ZodOpenApiOperationObject['responses'] = {
    default: { description: 'A problem', content: { 'application/problem+json': { schema: problemSchema } } },
  };
  for (const [status, { description, schema, contentType }] of Object.entries(route.responses)) {
    const type = contentType ?? 'application/json';
    responses[status as `${1 | 2 | 3 | 4 | 5}${string}`] = {
      description,
      ...(schema || contentType ? { content: { [type]: schema ? { schema } : {} } } : {}),
    };
  }
  return {
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.query ? { requestParams: { query: route.query as ZodObject } } : {}),
    ...(route.body ? { requestBody: { content: { 'application/json': { schema: route.body } } } } : {}),
    ...(route.access === 'public'
      ? {}
      : { security: [{ session: [] }, { key: [scopeOf(route) ?? []].flat() }] }),
    responses,
  };
}
