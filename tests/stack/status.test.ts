import {
  seriesNames,
  seriesSchema,
  statusSchema,
  type Problem,
  type Series,
  type Status,
} from '@alice/contracts';
import { waitUntil } from '@alice/test-stack';
import { docker } from '../../packages/test-stack/src/docker';
import { call, containerOf, problem, say, stack } from './stack';

const status = async (): Promise<Status> =>
  statusSchema.parse(await (await call('GET', '/api/status')).json());
const series = async (name: string, range = 'hour'): Promise<Series> =>
  seriesSchema.parse(await (await call('GET', `/api/status/series?name=${name}&range=${range}`)).json());
const latest = ({ series }: Series, key: string) =>
  series.find((each) => each.key === key)?.points.findLast(([, value]) => value !== null)?.[1] ?? null;

/** A scrape is made every 15 s. */
const SCRAPED = { timeoutMs: 60_000, intervalMs: 1_000 };

it('tells of every part what runs there, and how large it is', async () => {
  const { services, disk, queue, problems } = await waitUntil(
    'figures, and quiet',
    async () => {
      const now = await status();
      return now.services.prometheus.version !== null && now.queue.running === 0 && now;
    },
    SCRAPED,
  );
  expect(problems).toEqual([]);
  expect(services).toMatchObject({
    backend: { status: 'ok', detail: expect.stringMatching(/^Node\.js 24\./) as string },
    database: { status: 'ok', version: expect.stringMatching(/^SQLite 3\./) as string },
    nlu: { status: 'ok', version: services.backend.version },
    ollama: { status: 'ok', detail: 'qwen3:4b', version: expect.stringMatching(/^\d/) as string },
    speech: { status: 'off' },
    music: { status: 'ok', version: expect.stringMatching(/^0\.\d+\.\d+$/) as string },
    prometheus: { status: 'ok', version: expect.stringMatching(/^[23]\.\d+\.\d+$/) as string },
  });
  expect(queue).toEqual({ running: 0, waiting: 0 });
  expect(disk.free).toBeGreaterThan(0);
  expect(disk.total).toBeGreaterThan(disk.free ?? Infinity);
  expect(disk.database).toBeGreaterThan(50_000);
  expect(disk.models).toBeGreaterThan(1e9);
}, 90_000);

it('has figures that move after commands and answers', async () => {
  const before = (await status()).lastDay ?? { commands: 0, answers: 0 };
  for (let i = 0; i < 3; i++) await say('pausa');
  await say('Hur mår du idag?');
  await waitUntil(
    'the commands to be counted',
    async () => {
      const { lastDay } = await status();
      return (lastDay?.commands ?? 0) >= before.commands + 3 && (lastDay?.answers ?? 0) > before.answers;
    },
    SCRAPED,
  );
  const turns = await series('turns');
  expect(latest(turns, 'commands')).toBeGreaterThanOrEqual(3);
  expect(latest(turns, 'answers')).toBeGreaterThanOrEqual(1);
  const seconds = await series('command_seconds');
  expect(latest(seconds, 'p50')).toBeGreaterThan(0);
  expect(latest(seconds, 'p95')).toBeGreaterThanOrEqual(latest(seconds, 'p50') ?? Infinity);
  expect(latest(await series('memory'), 'nlu')).toBeGreaterThan(1e7);
}, 120_000);

it('answers every series over every range, with no more than 361 points', async () => {
  for (const name of seriesNames) {
    for (const range of ['hour', 'day', 'week']) {
      for (const { points } of (await series(name, range)).series)
        expect(points.length).toBeLessThanOrEqual(361);
    }
  }
}, 60_000);

it.each(['name=up&range=hour', 'name=turns&range=year', 'name=turns', ''])('refuses "%s"', async (query) => {
  const answer = await call('GET', `/api/status/series?${query}`);
  expect(answer.status).toBe(400);
  expect((await problem(answer)).code).toBe('invalid_input');
});

it('is for the owner', async () => {
  const guest = { username: 'Statusgäst', password: 'ett bra lösenord' };
  const { id } = (await (await call('POST', '/api/users', guest)).json()) as { id: string };
  try {
    const login = await call('POST', '/api/auth/login', guest, { cookie: null });
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    for (const path of ['/api/status', '/api/status/series?name=turns&range=hour']) {
      const answer = await call('GET', path, undefined, { cookie });
      expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([403, 'forbidden']);
      expect((await call('GET', path, undefined, { cookie: null })).status).toBe(401);
    }
  } finally {
    await call('DELETE', `/api/users/${id}`);
  }
});

it('tells the rest while Prometheus is away, within seconds', async () => {
  const id = await containerOf('prometheus', stack().project);
  await docker(['stop', '-t', '5', id]);
  try {
    const started = performance.now();
    const { services, lastDay, problems } = await status();
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(services).toMatchObject({ music: { status: 'ok' }, prometheus: { status: 'down' } });
    expect(lastDay).toBeNull();
    expect(problems).toContainEqual({ code: 'service_down', service: 'prometheus' });
    const answer = await call('GET', '/api/status/series?name=turns&range=hour');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '15']);
    expect((await problem(answer)).code).toBe('unavailable');
    expect((await (await call('GET', '/api/health')).json()) as object).toMatchObject({ status: 'ok' });
  } finally {
    await docker(['start', id]);
  }
  await waitUntil('the figures again', async () => (await status()).services.prometheus.status === 'ok', {
    timeoutMs: 60_000,
    intervalMs: 500,
  });
}, 120_000);
