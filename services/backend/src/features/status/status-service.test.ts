import { statusSchema, type Health } from '@alice/contracts';
import { UnavailableError } from '@alice/errors';
import { StatusService, type StatusDependencies } from './status-service';

const health: Health = {
  status: 'ok',
  version: '0.1.0',
  uptimeSeconds: 61,
  services: {
    database: { status: 'ok' },
    nlu: { status: 'ok' },
    ollama: { status: 'ok', detail: 'qwen3:4b' },
    speech: { status: 'off' },
    music: { status: 'ok' },
  },
};
const told =
  <T>(value: T) =>
  () =>
    Promise.resolve(value);
const deps: StatusDependencies = {
  health: told(health),
  figures: told({
    version: '3.5.0',
    lastDay: { commands: 3, answers: 2, failures: 1 },
    alerts: [],
  }),
  database: { read: told({ version: 'SQLite 3.44.2', sizeBytes: 1_000 }) },
  versions: { nlu: told('0.1.0'), ollama: told('0.32.15'), music: told('0.24.0') },
  queue: () => ({ running: 1, waiting: 0 }),
  models: told([{ sizeBytes: 2_000 }, { sizeBytes: 3_000 }]),
  wantedModel: () => ({ name: 'qwen3:4b', pull: undefined }),
  disk: told({ free: 5e11, total: 1e12 }),
  certificate: () => null,
  backup: told(null),
  backupsWanted: false,
};
const read = async (change: Partial<StatusDependencies> = {}) =>
  statusSchema.parse(await new StatusService({ ...deps, ...change }).read());
const withHealth = (services: Partial<Health['services']>) => ({
  health: told({ ...health, services: { ...health.services, ...services } }),
});
const away = () => Promise.reject(new UnavailableError('away'));

it('tells of every part, with its version', async () => {
  const { services, problems, ...rest } = await read();
  const parts = Object.entries(services).map(([name, { status, version }]) => [name, status, version]);
  expect(parts).toEqual([
    ['backend', 'ok', '0.1.0'],
    ['database', 'ok', 'SQLite 3.44.2'],
    ['nlu', 'ok', '0.1.0'],
    ['ollama', 'ok', '0.32.15'],
    ['speech', 'off', null],
    ['music', 'ok', '0.24.0'],
    ['prometheus', 'ok', '3.5.0'],
  ]);
  expect(problems).toEqual([]);
  expect(rest).toEqual({
    uptimeSeconds: 61,
    queue: { running: 1, waiting: 0 },
    lastDay: { commands: 3, answers: 2, failures: 1 },
    disk: { free: 5e11, total: 1e12, database: 1_000, models: 5_000 },
    backup: null,
  });
});

it('tells the rest where all that can be away is away', async () => {
  const status = await read({
    ...withHealth({ nlu: { status: 'down' }, ollama: { status: 'down' }, music: { status: 'down' } }),
    figures: away,
    database: { read: away },
    versions: { nlu: away, ollama: away, music: told(null) },
    models: away,
    disk: away,
  });
  expect(status.problems).toEqual(
    ['nlu', 'ollama', 'music', 'prometheus'].map((service) => ({ code: 'service_down', service })),
  );
  expect(status).toMatchObject({
    lastDay: null,
    disk: { free: null, total: null, database: null, models: null },
    services: { nlu: { version: null }, prometheus: { status: 'down' } },
  });
});

it('warns of a certificate that ends, by its own clock', async () => {
  const notAfter = 1_767_776_000;
  const certificate = () => ({
    notBefore: notAfter - 90 * 86_400,
    notAfter,
    madeByNginx: false,
    mode: 'own' as const,
  });
  const { problems } = await read({ certificate, now: () => 1000 * (notAfter - 3.5 * 86_400) });
  expect(problems).toEqual([{ code: 'certificate_ends', service: 'nginx', mode: 'own', days: 3 }]);
});

it('tells of backups where some are made or are to be, and misses them', async () => {
  const verified = { name: 'x', at: '2026-01-01T02:00:00.000Z', sizeBytes: 7 };
  const state = { lastAttemptAt: null, lastFailure: null, running: false, repository: 'x' };
  const now = () => Date.parse('2026-01-02T15:00:00.000Z');
  const made = await read({ backup: told({ ...state, lastVerified: verified }), backupsWanted: true, now });
  expect(made.backup).toEqual({ verifiedAt: verified.at, sizeBytes: 7 });
  expect(made.problems).toEqual([{ code: 'backup_old', service: 'backup', ageHours: 37 }]);
  const none = await read({ backup: away, backupsWanted: true, now });
  expect(none.backup).toEqual({ verifiedAt: null, sizeBytes: null });
  expect(none.problems).toEqual([]);
});

it('takes figures that are switched off for no fault', async () => {
  const { services, lastDay, problems } = await read({ figures: undefined });
  expect({ prometheus: services.prometheus.status, lastDay, problems }).toEqual({
    prometheus: 'off',
    lastDay: null,
    problems: [],
  });
});

it('waits for nothing for long', async () => {
  jest.useFakeTimers();
  try {
    const status = read({ models: () => new Promise(() => undefined) });
    await jest.advanceTimersByTimeAsync(5_000);
    expect((await status).disk).toMatchObject({ models: null, database: 1_000 });
  } finally {
    jest.useRealTimers();
  }
});
