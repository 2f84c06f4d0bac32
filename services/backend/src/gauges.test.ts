import type { BackupState, Health, ServiceHealth, TlsMode } from '@alice/contracts';
import { createMetrics } from '@alice/service-runtime';
import { createGauges, type Gauged } from './gauges';
import { readMetrics } from './read-metrics.contract';

const services = (nlu: ServiceHealth['status']) =>
  ({
    services: {
      database: { status: 'ok' },
      nlu: { status: nlu },
      ollama: { status: 'starting' },
      speech: { status: 'off' },
      music: { status: 'ok' },
    },
  }) as Health;

const read = (gauged: Partial<Gauged> = {}) => {
  const metrics = createMetrics();
  createGauges(metrics, {
    queue: () => ({ waiting: 2, running: 1 }),
    disk: () => Promise.resolve({ free: 5e9, total: 8e9 }),
    certificate: () => null,
    healerAlarms: () => Promise.resolve(1),
    backup: () => Promise.resolve(null),
    health: () => Promise.resolve(services('ok')),
    connections: () => ({ used: 3, waiting: 4, most: 10 }),
    ...gauged,
  });
  return () => readMetrics(metrics);
};

it('gauges the queue, the disk and the database whenever it is read, and survives a disk that cannot be', async () => {
  expect(await read()()).toMatchObject({
    alice_turns_waiting: 2,
    alice_turns_running: 1,
    alice_disk_free_bytes: 5e9,
    alice_disk_total_bytes: 8e9,
    alice_database_connections: 3,
    alice_database_connections_max: 10,
    alice_database_waiting: 4,
    alice_healer_alarms: 1,
  });
  const broken = read({ disk: () => Promise.reject(new Error('no such folder')) });
  expect(await broken()).toMatchObject({ alice_turns_waiting: 2, alice_disk_free_bytes: Number.NaN });
});

it('tells which services answer, and nothing of those that are not used', async () => {
  let nlu: ServiceHealth['status'] = 'ok';
  const now = read({ health: () => Promise.resolve(services(nlu)) });
  const ofServices = async () => {
    const found = Object.entries(await now());
    return Object.fromEntries(found.filter(([name]) => name.startsWith('alice_service_up')));
  };
  const all = { 'alice_service_up{service="database"}': 1, 'alice_service_up{service="music"}': 1 };
  expect(await ofServices()).toEqual({ ...all, 'alice_service_up{service="nlu"}': 1 });
  nlu = 'down';
  expect(await ofServices()).toEqual({ ...all, 'alice_service_up{service="nlu"}': 0 });
  nlu = 'off';
  expect(await ofServices()).toEqual(all);
});

it('tells of the certificate that is served, and of none where none is', async () => {
  const tls = async (certificate: Gauged['certificate']) => {
    const found = await read({ certificate })();
    return ['not_before_timestamp_seconds', 'not_after_timestamp_seconds', 'certificate_missing'].map(
      (name) => found[`alice_tls_${name}`],
    );
  };
  const served = { notBefore: 1_760_000_000, notAfter: 1_767_776_000 };
  const made = (mode: TlsMode, madeByNginx: boolean) => tls(() => ({ ...served, mode, madeByNginx }));
  expect(await made('letsencrypt', true)).toEqual([1_760_000_000, 1_767_776_000, 1]);
  expect(await made('letsencrypt', false)).toEqual([1_760_000_000, 1_767_776_000, 0]);
  expect(await made('self-signed', true)).toEqual([1_760_000_000, 1_767_776_000, 0]);
  expect(await tls(() => null)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

it('tells of the newest backup that counts, of none yet, and nothing where none are made', async () => {
  const names = ['last_verified_timestamp_seconds', 'size_bytes', 'last_failed'];
  const of = async (backup: BackupState | null) => {
    const found = await read({ backup: () => Promise.resolve(backup) })();
    return names.map((name) => found[`alice_backup_${name}`]);
  };
  const at = '2026-11-30T01:00:00.000Z';
  const state: BackupState = {
    lastVerified: { name: 'b', at, sizeBytes: 5_000 },
    lastAttemptAt: at,
    lastFailure: null,
    running: false,
    repository: null,
  };
  expect(await of(state)).toEqual([Date.parse(at) / 1_000, 5_000, 0]);
  expect(await of({ ...state, lastVerified: null, lastFailure: { at, code: 'disk_full' } })).toEqual([
    0, 0, 1,
  ]);
  expect(await of(null)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
