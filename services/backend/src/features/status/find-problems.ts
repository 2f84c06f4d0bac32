import {
  toldAlerts,
  type BackupState,
  type ModelPull,
  type Status,
  type StatusProblem,
  type StatusService,
  type TlsMode,
} from '@alice/contracts';
import type { FiguresNow } from './figures-service';
import { isMissing, type ServedCertificate } from './served-certificate.port';

/** What problems are found in. */
export interface Picture {
  services: Status['services'];
  queue: Status['queue'];
  /** In bytes. */
  disk: { free: number; total: number } | null;
  model: { name: string; pull: ModelPull | undefined };
  alerts: FiguresNow['alerts'];
  /** Null where it is not known, or there is no TLS. */
  certificate: (ServedCertificate & { mode: TlsMode }) | null;
  /** Null where it cannot be read, or is not there yet. */
  backup: BackupState | null;
  /** Whether backups are to be made, and since when they could have been, in Unix seconds; null where they are not. */
  backupsSince: number | null;
  /** In Unix seconds. */
  now: number;
}

/** The gravest first: without a database nothing works, without figures all but the plots. */
const BY_GRAVITY: StatusService[] = ['database', 'nlu', 'ollama', 'music', 'speech'];

/**
 * A disk is nearly full below 15 %, where that is less than `PLENTY`; and always below `SCARCE`; in bytes. The same in
 * services/prometheus/alerts.yml.
 */
const LOW_SHARE = 0.15;
const PLENTY = 20e9;
const SCARCE = 2e9;

/** So many wait only where the model is too slow for those who ask. */
const LONG_QUEUE = 4;

/**
 * A certificate ends soon where it should have been renewed a day ago: 14 days before its end, or as large a part of a
 * short life as they are of 45 days. The same in services/prometheus/alerts.yml.
 */
const SOON_SECONDS = 14 * 86_400;
const SOON_SHARE = 14 / 45;

/** A night was missed, and the morning after it too. The same in services/prometheus/alerts.yml. */
const OLD_BACKUP_SECONDS = 36 * 3_600;
/** A first backup is made some minutes after the first start. */
const FIRST_BACKUP_SECONDS = 3_600;

/** What is wrong, the gravest first. What follows from another problem is no problem of its own. */
export function findProblems({
  services,
  queue,
  disk,
  model,
  alerts,
  certificate,
  backup,
  backupsSince,
  now,
}: Picture): StatusProblem[] {
  const away = BY_GRAVITY.filter((service) => services[service].status === 'down').map(
    (service): StatusProblem =>
      service === 'ollama' && services.ollama.detail === 'model_missing'
        ? {
            code: 'model_missing',
            service,
            model: model.name,
            failure: model.pull?.status === 'failed' ? model.pull.step : null,
          }
        : { code: 'service_down', service },
  );
  const told = toldAlerts.flatMap((alert) =>
    (['backend', 'nlu', 'frontend', 'prometheus'] as const)
      .filter((service) => alerts.some(({ name, job }) => name === alert && job === service))
      // That the model is away is told above.
      .filter(() => !(alert === 'ModelSilent' && away.some(({ service }) => service === 'ollama')))
      .map((service): StatusProblem => ({ code: 'alert', service, alert })),
  );
  const raised = (name: string, code: 'answers_fail' | 'answers_unavailable') =>
    (['backend', 'nlu', 'frontend'] as const)
      .filter((service) => alerts.some((alert) => alert.name === name && alert.job === service))
      .map((service): StatusProblem => ({ code, service }));
  return [
    ...away,
    ...problemsOf(certificate, now),
    ...problemsOfBackups(backup, backupsSince, now),
    ...(isLow(disk)
      ? [
          {
            code: 'disk_low' as const,
            service: 'backend' as const,
            freeBytes: disk.free,
            totalBytes: disk.total,
          },
        ]
      : []),
    ...raised('AnswersFail', 'answers_fail'),
    ...(away.length === 0 ? raised('AnswersUnavailable', 'answers_unavailable') : []),
    ...told,
    ...(queue.waiting >= LONG_QUEUE
      ? [{ code: 'queue_long' as const, service: 'ollama' as const, waiting: queue.waiting }]
      : []),
    ...(services.prometheus.status === 'down'
      ? [{ code: 'service_down' as const, service: 'prometheus' as const }]
      : []),
  ];
}

function isLow(disk: Picture['disk']): disk is NonNullable<Picture['disk']> {
  return disk !== null && (disk.free < SCARCE || disk.free < Math.min(PLENTY, LOW_SHARE * disk.total));
}

function problemsOf(certificate: Picture['certificate'], now: number): StatusProblem[] {
  if (!certificate) return [];
  const { notBefore, notAfter, mode } = certificate;
  const about = { service: 'nginx' as const, mode };
  if (isMissing(certificate)) return [{ code: 'certificate_missing', ...about }];
  const left = notAfter - now;
  if (left >= Math.min(SOON_SECONDS, SOON_SHARE * (notAfter - notBefore))) return [];
  return [{ code: 'certificate_ends', ...about, days: Math.max(0, Math.floor(left / 86_400)) }];
}

function problemsOfBackups(
  backup: Picture['backup'],
  since: Picture['backupsSince'],
  now: number,
): StatusProblem[] {
  const about = { service: 'backup' as const };
  const failed = backup?.lastFailure;
  const verified = backup?.lastVerified;
  const age = verified ? now - Date.parse(verified.at) / 1_000 : null;
  const old =
    since !== null && (age === null ? now - since > FIRST_BACKUP_SECONDS : age > OLD_BACKUP_SECONDS);
  return [
    ...(old
      ? [{ code: 'backup_old' as const, ...about, ageHours: age === null ? null : Math.floor(age / 3_600) }]
      : []),
    ...(failed ? [{ code: 'backup_failed' as const, ...about, failure: failed.code }] : []),
  ];
}
