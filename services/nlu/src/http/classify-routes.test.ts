import { classificationSchema, problemSchema } from '@alice/contracts';
import { createLogger } from '@alice/service-runtime';
import fc from 'fast-check';
import { loadConfig } from '../config/config';
import { startNlu, type Nlu } from '../wire';

let nlu: Nlu;
beforeAll(async () => {
  const config = { ...loadConfig({ ENABLE_METRICS: 'false', NODE_ENV: 'test' }), NLU_AGENT_PORT: 0 };
  nlu = await startNlu(config, createLogger({ service: 'nlu', level: 'error' }), '1.2.3');
});
afterAll(() => nlu.stop());

const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${String(nlu.port)}${path}`, init);
const post = (body: string, headers: Record<string, string> = {}) =>
  ask('/nlu/classify', { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

it('answers a sentence', async () => {
  const response = await post(JSON.stringify({ text: 'pausa musiken', locale: 'sv' }));
  expect(response.status).toBe(200);
  expect(classificationSchema.parse(await response.json())).toMatchObject({
    intent: 'PAUSE',
    tool: { name: 'PAUSE', args: {} },
  });
});

it('is well', async () => {
  const response = await ask('/nlu/health');
  expect(await response.json()).toMatchObject({ status: 'ok', version: '1.2.3' });
});

it.each<[string, unknown]>([
  ['no text', {}],
  ['a blank text', { text: ' \n ' }],
  ['an empty text', { text: '' }],
  ['a text that is no string', { text: 5 }],
  ['a text over 1,000 characters', { text: 'a'.repeat(1001) }],
  ['an unknown language', { text: 'pausa', locale: 'de' }],
  ['NUL', { text: 'pausa\0' }],
  ['half a surrogate pair', { text: 'spela \ud800' }],
])('refuses %s with 400', async (_name, body) => {
  const response = await post(JSON.stringify(body));
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/u);
  expect(problemSchema.parse(await response.json()).code).toBe('invalid_input');
});

it('takes a text of exactly 1,000 characters', async () => {
  expect((await post(JSON.stringify({ text: 'a'.repeat(1000) }))).status).toBe(200);
});

it('takes any text up to 1,000 characters that can be stored and is not blank, and refuses all others with 400', async () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
    fc.constantFrom(' ', '\n\t', ' a', '\0', '\ud800'),
  );
  const text = fc
    .tuple(piece, fc.oneof(fc.nat({ max: 1_200 }), fc.integer({ min: 998, max: 1_003 })))
    .map(([repeated, length]) => repeated.repeat(Math.ceil(length / repeated.length)).slice(0, length));
  await fc.assert(
    fc.asyncProperty(text, async (sent) => {
      const fits = sent.length <= 1_000 && sent.trim() !== '' && sent.isWellFormed() && !sent.includes('\0');
      expect((await post(JSON.stringify({ text: sent }))).status).toBe(fits ? 200 : 400);
    }),
    { numRuns: 150 },
  );
});

it('refuses a broken body, another method, an unknown address and a body too large', async () => {
  expect((await post('{')).status).toBe(400);
  expect((await ask('/nlu/classify')).status).toBe(405);
  expect((await ask('/nlu/nothing')).status).toBe(404);
  expect((await post(JSON.stringify({ text: 'a'.repeat(40_000) }))).status).toBe(413);
});

it('keeps the request id', async () => {
  const response = await post(JSON.stringify({ text: 'pausa' }), { 'x-request-id': 'abcdef-123456' });
  expect(response.headers.get('x-request-id')).toBe('abcdef-123456');
});
