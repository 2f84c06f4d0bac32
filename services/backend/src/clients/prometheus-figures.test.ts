import { createServer, type RequestListener, type Server } from 'node:http';
import { UnavailableError } from '@alice/errors';
import { close, listen } from '@alice/service-runtime';
import { PrometheusFigures } from './prometheus-figures';

const span = { start: 100, end: 130, stepSeconds: 15 };
let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  if (server) await close(server);
  server = undefined;
});

async function ask(answer: RequestListener, query = 'up') {
  server = createServer(answer);
  const port = await listen(server, 0, '127.0.0.1');
  return new PrometheusFigures(`http://127.0.0.1:${port}`).range(query, span);
}

const askSaying = (body: unknown, status = 200) =>
  ask((_request, response) =>
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)),
  );
const matrix = (...values: unknown[]) => ({
  status: 'success',
  data: { resultType: 'matrix', result: [{ metric: { job: 'nlu' }, values }] },
});

it('asks for the query and the span, and reads the curves', async () => {
  let asked = '';
  const query = 'sum(rate(x{a="å & b"}[5m]))';
  const curves = await ask((request, response) => {
    asked = request.url ?? '';
    response.end(JSON.stringify(matrix([100, '1.5'], [115, '2e-3'])));
  }, query);
  const { pathname, searchParams } = new URL(asked, 'http://x');
  expect(pathname).toBe('/api/v1/query_range');
  expect(Object.fromEntries(searchParams)).toEqual({
    query,
    start: '100',
    end: '130',
    step: '15',
    timeout: '3000ms',
  });
  expect(curves).toEqual([
    {
      labels: { job: 'nlu' },
      points: [
        [100, 1.5],
        [115, 0.002],
      ],
    },
  ]);
});

it.each(['NaN', '+Inf', '-Inf', '', 'much'])('takes %p for no value', async (text) => {
  expect((await askSaying(matrix([100, text])))[0]?.points).toEqual([[100, null]]);
});

it('takes no more than 400 points of 20 curves', async () => {
  const { result } = matrix(...Array.from({ length: 1_000 }, (_, i) => [i, '1'])).data;
  const curves = await askSaying({ data: { result: Array.from({ length: 30 }, () => result[0]) } });
  expect(curves.map(({ points }) => points.length)).toEqual(Array.from({ length: 20 }, () => 400));
});

it.each<[string, unknown, number]>([
  ['an error', { status: 'error', error: 'parse error' }, 400],
  ['a page', '<!doctype html>', 200],
  ['nothing', '', 200],
  ['half an answer', '{"data": {"result": [', 200],
  ['a vector', { data: { result: [{ metric: {}, value: [1, '2'] }] } }, 200],
  ['a number where a text should be', matrix([100, 1]), 200],
  ['a megabyte and more', matrix([100, '1'.repeat(1_100_000)]), 200],
])('is unavailable where the answer is %s', async (_name, body, status) => {
  await expect(askSaying(body, status)).rejects.toThrow(UnavailableError);
});

it('waits 3 seconds for an answer, the whole of it', async () => {
  const started = performance.now();
  const asking = ask((_request, response) => response.write('{'));
  await expect(asking).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 15 });
  expect(performance.now() - started).toBeLessThan(3_500);
}, 10_000);

it('is unavailable where nobody listens', async () => {
  const figures = new PrometheusFigures('http://127.0.0.1:1');
  await expect(figures.range('up', span)).rejects.toThrow(UnavailableError);
});
