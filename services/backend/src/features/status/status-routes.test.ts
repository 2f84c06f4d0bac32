import { createServer, type Server } from 'node:http';
import type { Problem } from '@alice/contracts';
import { UnavailableError } from '@alice/errors';
import { close, createHttpApp, createLogger, createMetrics, listen } from '@alice/service-runtime';
import { FiguresService } from './figures-service';
import { statusRoutes } from './status-routes';
import type { StatusService } from './status-service';

let server: Server;
let url: string;
let away: boolean;
let queries: string[];

beforeAll(async () => {
  const figures = new FiguresService({
    range: (query) => {
      if (away) return Promise.reject(new UnavailableError('away', { retryAfterSeconds: 15 }));
      queries.push(query);
      return Promise.resolve([]);
    },
  });
  const status = { read: () => Promise.resolve({}) } as unknown as StatusService;
  server = createServer(
    createHttpApp({
      routes: statusRoutes(status, figures),
      logger: createLogger({ service: 'test', level: 'error' }),
      metrics: createMetrics(),
    }),
  );
  url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/api/status/series`;
});
beforeEach(() => {
  away = false;
  queries = [];
});
afterAll(() => close(server));

it.each([
  '',
  '?name=turns',
  '?range=hour',
  '?name=up&range=hour',
  '?name=turns&range=year',
  '?name=__proto__&range=hour',
  '?name=turns&name=disk&range=hour',
  '?name[]=turns&range=hour',
])('asks nothing for "%s"', async (query) => {
  const answer = await fetch(url + query);
  expect(answer.status).toBe(400);
  const problem = (await answer.json()) as Problem;
  expect(problem.code).toBe('invalid_input');
  expect(problem.errors?.every(({ path }) => /^(?:name|range)/.test(path))).toBe(true);
  expect(queries).toEqual([]);
});

it('takes nothing else of what is asked', async () => {
  const strange = encodeURIComponent('up}[1y]) or vector(1)');
  const answer = await fetch(`${url}?name=disk&range=day&query=${strange}&step=1&window=${strange}`);
  expect(answer.status).toBe(200);
  expect(queries).toEqual(['min(min_over_time(alice_disk_free_bytes[300s]))']);
});

it('says when to come back where the figures are away', async () => {
  away = true;
  const answer = await fetch(`${url}?name=turns&range=week`);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '15']);
  expect(((await answer.json()) as Problem).code).toBe('unavailable');
});
