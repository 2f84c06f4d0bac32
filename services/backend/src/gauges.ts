import type { BackupState, Health, TlsMode } from '@alice/contracts';
import { Gauge, type Metrics } from '@alice/service-runtime';
import { isMissing, type ServedCertificate } from './features/status';

/** What is read whenever the metrics are. */
export interface Gauged {
  queue: () => { waiting: number; running: number };
  /** Of the file system that holds the data, in bytes. */
  disk: () => Promise<{ free: number; total: number }>;
  /** What nginx serves; null where that is not known, or there is no TLS. */
  certificate: () => (ServedCertificate & { mode: TlsMode }) | null;
  /** How many containers the healer on the host has given up. */
  healerAlarms: () => Promise<number>;
  /** Null where no backups were made. */
  backup: () => Promise<BackupState | null>;
  health: () => Promise<Health>;
  /** Connections to the database, and calls that wait for one. */
  connections: () => { used: number; waiting: number; most: number };
}

/** The gauges of what is, beside the counters of what happens (events.ts). What cannot be told is NaN. */
export function createGauges({ registry }: Metrics, gauged: Gauged): void {
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(
          await Promise.resolve()
            .then(read)
            .catch(() => Number.NaN),
        );
      },
    });
  gauge('alice_turns_waiting', 'Turns that wait for the language model', () => gauged.queue().waiting);
  gauge('alice_turns_running', 'Answers that the language model makes', () => gauged.queue().running);
  gauge('alice_disk_free_bytes', 'Free space where the data lies', async () => (await gauged.disk()).free);
  gauge('alice_disk_total_bytes', 'All space where the data lies', async () => (await gauged.disk()).total);
  gauge(
    'alice_database_connections',
    'Connections to the database that are in use',
    () => gauged.connections().used,
  );
  gauge(
    'alice_database_connections_max',
    'The most connections to the database that may be in use',
    () => gauged.connections().most,
  );
  gauge(
    'alice_database_waiting',
    'Calls that wait for a connection to the database',
    () => gauged.connections().waiting,
  );
  gauge(
    'alice_healer_alarms',
    'Containers that the healer on the host has given up, until they are well again',
    () => gauged.healerAlarms(),
  );
  const ofCertificate = (read: (served: ServedCertificate & { mode: TlsMode }) => number) => () => {
    const served = gauged.certificate();
    return served ? read(served) : Number.NaN;
  };
  gauge(
    'alice_tls_not_before_timestamp_seconds',
    'Since when the certificate that nginx serves is good, in Unix seconds',
    ofCertificate(({ notBefore }) => notBefore),
  );
  gauge(
    'alice_tls_not_after_timestamp_seconds',
    'Until when the certificate that nginx serves is good, in Unix seconds',
    ofCertificate(({ notAfter }) => notAfter),
  );
  gauge(
    'alice_tls_certificate_missing',
    '1 where nginx serves a certificate that it made itself, in place of the one that it is to serve; else 0',
    ofCertificate((served) => Number(isMissing(served))),
  );
  const ofBackup = (read: (state: BackupState) => number) => async () => {
    const state = await gauged.backup();
    return state ? read(state) : Number.NaN;
  };
  gauge(
    'alice_backup_last_verified_timestamp_seconds',
    'When the newest backup that was restored and compared was made, in Unix seconds; 0 where there is none yet',
    ofBackup(({ lastVerified }) => (lastVerified ? Date.parse(lastVerified.at) / 1_000 : 0)),
  );
  gauge(
    'alice_backup_size_bytes',
    'What the newest backup that was restored and compared holds; 0 where there is none yet',
    ofBackup(({ lastVerified }) => lastVerified?.sizeBytes ?? 0),
  );
  gauge(
    'alice_backup_last_failed',
    '1 where the last backup, verification or copy failed; else 0',
    ofBackup(({ lastFailure }) => Number(lastFailure !== null)),
  );
  new Gauge({
    name: 'alice_service_up',
    help: '1 where a service that the backend uses answers, 0 where it does not; none where it is not used, or starts',
    labelNames: ['service'],
    registers: [registry],
    async collect() {
      const { services } = await gauged.health();
      this.reset();
      for (const [service, { status }] of Object.entries(services))
        if (status === 'ok' || status === 'down') this.set({ service }, Number(status === 'ok'));
    },
  });
}
