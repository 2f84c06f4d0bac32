import fc, { type Arbitrary } from 'fast-check';

/** What the fuzz reads of a JSON schema (OpenAPI 3.1). */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  format?: string;
}

interface Operation {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

export interface FuzzedRequest {
  operation: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** Text as people and attackers send it: any characters, halves of them, paths, quotes, nothing, far too much. */
const text = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme-composite', minLength: 900, maxLength: 1100 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\0',
      '\ud800',
      '../../etc/passwd',
      "' OR 1=1 --",
      '<script>alert(1)</script>',
      '${7*7}',
      '__proto__',
      '%00',
      'å'.repeat(9000),
      '1e400',
      '2038-01-19T03:14:08Z',
      '11111111-1111-4111-8111-111111111111',
    ),
  },
);

const anything = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, -0, 2 ** 53, [], {}, [[[]]]),
  text,
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.json({ maxDepth: 3 }).map((json): unknown => JSON.parse(json)),
);

/** Values that are right by the schema, or nearly, or not at all. */
export function valueOf(schema: Schema, openApi: OpenApi, depth = 0): Arbitrary<unknown> {
  const right = rightValueOf(schema, openApi, depth);
  return depth > 4 ? right : fc.oneof({ weight: 7, arbitrary: right }, { weight: 1, arbitrary: anything });
}

function rightValueOf(schema: Schema, openApi: OpenApi, depth: number): Arbitrary<unknown> {
  const next = (part: Schema) => valueOf(part, openApi, depth + 1);
  if (schema.$ref !== undefined) {
    const named = openApi.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''];
    return named ? next(named) : anything;
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(next));
  if (schema.allOf)
    return fc.tuple(...schema.allOf.map(next)).map((parts) => Object.assign({}, ...parts) as unknown);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type ?? 'any') {
    case 'object': {
      const known = Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, part]) => [name, next(part)]),
      );
      const requiredKeys = (schema.required ?? []).filter((name) => name in known);
      return fc
        .tuple(
          fc.record(known, { requiredKeys }),
          fc.option(fc.dictionary(text, anything, { maxKeys: 2 }), { freq: 8 }),
        )
        .map(([value, more]) => ({ ...value, ...more }));
    }
    case 'array':
      return fc.array(schema.items ? next(schema.items) : anything, { maxLength: 5 });
    case 'integer':
      return fc.integer({ min: (schema.minimum ?? -1000) - 1, max: (schema.maximum ?? 1000) + 1 });
    case 'number':
      return fc.double({
        min: (schema.minimum ?? -1000) - 1,
        max: (schema.maximum ?? 1000) + 1,
        noNaN: true,
      });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return text;
    default:
      return anything;
  }
}

/** Requests to every operation of the document but those that `skip` names ("post /api/auth/logout"). */
export function requestsFrom(openApi: OpenApi, skip: ReadonlySet<string>): Arbitrary<FuzzedRequest> {
  const operations = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => !skip.has(`${method} ${path}`))
      .map(([method, operation]) => requestOf(path, method, operation, openApi)),
  );
  return fc.oneof(...operations);
}

function requestOf(
  path: string,
  method: string,
  operation: Operation,
  openApi: OpenApi,
): Arbitrary<FuzzedRequest> {
  const parameters = operation.parameters ?? [];
  const values = fc.record(
    Object.fromEntries(parameters.map(({ name, schema }) => [name, valueOf(schema, openApi).map(toText)])),
  );
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body = schema
    ? fc.oneof(
        { weight: 12, arbitrary: valueOf(schema, openApi).map((value) => JSON.stringify(value) ?? '') },
        { weight: 1, arbitrary: text },
      )
    : fc.constant(undefined);
  const type = fc.oneof(
    { weight: 20, arbitrary: fc.constant('application/json') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'text/plain',
        'application/json; charset=utf-16',
        'multipart/form-data',
        'x',
      ),
    },
  );
  return fc.tuple(values, body, type).map(([given, sent, contentType]): FuzzedRequest => ({
    operation: `${method} ${path}`,
    method: method.toUpperCase(),
    path: addressOf(path, parameters, given),
    ...(sent === undefined ? { headers: {} } : { headers: { 'content-type': contentType }, body: sent }),
  }));
}

const toText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
const encode = (value: string) => encodeURIComponent(value.toWellFormed());

function addressOf(
  path: string,
  parameters: readonly { name: string; in: string }[],
  given: Record<string, string>,
) {
  const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => encode(given[name] || 'x'));
  const query = parameters
    .filter(({ in: place }) => place === 'query')
    .map(({ name }) => `${encode(name)}=${encode(given[name] ?? '')}`);
  return query.length === 0 ? address : `${address}?${query.join('&')}`;
}
