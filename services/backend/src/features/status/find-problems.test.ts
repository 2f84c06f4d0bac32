import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toldAlerts, type BackupFailure, type BackupState, type Status } from '@alice/contracts';
import { findProblems, type Picture } from './find-problems';

const fine = { status: 'ok', version: null } as const;
const down = { status: 'down', version: null } as const;
const services: Status['services'] = {
  backend: fine,
  database: fine,
  nlu: fine,
  ollama: fine,
  speech: { status: 'off', version: null },
  music: fine,
  prometheus: fine,
};
const NOW = 1_760_000_000;
const DAY = 86_400;
const find = (change: Partial<Omit<Picture, 'services'>> & { services?: Partial<Status['services']> }) =>
  findProblems({
    queue: { running: 0, waiting: 0 },
    disk: null,
    model: { name: 'qwen3:4b', pull: undefined },
    alerts: [],
    certificate: null,
    backup: null,
    backupsSince: null,
    now: NOW,
    ...change,
    services: { ...services, ...change.services },
  });

it('finds none where all is well or just starts', () => {
  expect(find({ services: { ollama: { ...fine, status: 'starting' } } })).toEqual([]);
});

it('names what is away, the gravest first', () => {
  const problems = find({ services: { prometheus: down, music: down, database: down } });
  expect(problems.map(({ service }) => service)).toEqual(['database', 'music', 'prometheus']);
});

it('tells a model that is missing from a server that is, and why its download failed', () => {
  const ollama = { ...down, detail: 'model_missing' };
  const missing = { code: 'model_missing', service: 'ollama', model: 'qwen3:4b' };
  expect(find({ services: { ollama } })).toEqual([{ ...missing, failure: null }]);
  const pull = { name: 'qwen3:4b', completedBytes: null, totalBytes: null, step: 'no such host' };
  for (const [status, failure] of [
    ['failed', 'no such host'],
    ['cancelled', null],
  ] as const) {
    const model = { name: 'qwen3:4b', pull: { ...pull, status } };
    expect(find({ services: { ollama }, model })).toEqual([{ ...missing, failure }]);
  }
});

it.each([
  [1.9e9, 5e9, true],
  [2.1e9, 10e9, false],
  [19e9, 1e12, true],
  [21e9, 1e12, false],
  [14e9, 100e9, true],
  [16e9, 100e9, false],
])('of %d free bytes of %d says that they are few: %p', (free, total, low) => {
  expect(find({ disk: { free, total } }).map(({ code }) => code)).toEqual(low ? ['disk_low'] : []);
});

it('raises the alarm of answers that fail, and of unavailable ones only where nothing is known to be away', () => {
  const alerts = ['AnswersUnavailable', 'AnswersFail', 'Other'].map((name) => ({ name, job: 'backend' }));
  const codes = (more = {}) => find({ alerts, ...more }).map(({ code }) => code);
  expect(codes()).toEqual(['answers_fail', 'answers_unavailable']);
  expect(codes({ services: { ollama: down } })).toEqual(['service_down', 'answers_fail']);
});

it('tells the other alarms as they are, but not that a model says nothing which is known to be away', () => {
  const alerts = [
    { name: 'Restarts', job: 'nlu' },
    { name: 'ModelSilent', job: 'backend' },
  ];
  const restarts = { code: 'alert', service: 'nlu', alert: 'Restarts' };
  expect(find({ alerts })).toEqual([{ code: 'alert', service: 'backend', alert: 'ModelSilent' }, restarts]);
  expect(find({ alerts, services: { ollama: down } })).toEqual([
    { code: 'service_down', service: 'ollama' },
    restarts,
  ]);
});

it('knows every alarm there is a rule for', () => {
  const rules = readFileSync(join(__dirname, '../../../../prometheus/alerts.yml'), 'utf8');
  const seenHere = [
    ...[
      'AnswersFail',
      'AnswersUnavailable',
      'ServiceDown',
      'ServiceAway',
      'DiskLow',
      'BackupOld',
      'BackupFails',
    ],
    ...['CertificateEnds', 'CertificateEndsSoon', 'CertificateMissing'],
  ];
  const names = Array.from(rules.matchAll(/- alert: (\w+)/g), ([, name]) => name);
  expect(names.toSorted()).toEqual([...toldAlerts, ...seenHere].toSorted());
});

it('finds a queue long from four on', () => {
  expect(find({ queue: { running: 1, waiting: 3 } })).toEqual([]);
  expect(find({ queue: { running: 1, waiting: 4 } })).toEqual([
    { code: 'queue_long', service: 'ollama', waiting: 4 },
  ]);
});

it.each([
  [90, 14.1, []],
  [90, 13.9, [13]],
  [90, -2, [0]],
  [45, 14.1, []],
  [45, 13.9, [13]],
  // Half a life is where short-lived ones are renewed.
  [6, 2.9, []],
  [6, 1.8, [1]],
])('of a certificate for %d days with %d left says that it ends: %p', (life, left, days) => {
  const notAfter = NOW + left * DAY;
  const served = { notBefore: notAfter - life * DAY, notAfter, madeByNginx: false };
  for (const mode of ['letsencrypt', 'own', 'self-signed'] as const)
    expect(find({ certificate: { ...served, mode } })).toEqual(
      days.map((count) => ({ code: 'certificate_ends', service: 'nginx', mode, days: count })),
    );
});

it('misses the certificate that nginx should serve, but not where it is to make one', () => {
  const made = { notBefore: NOW, notAfter: NOW + 398 * DAY, madeByNginx: true };
  for (const mode of ['letsencrypt', 'own'] as const)
    expect(find({ certificate: { ...made, mode } })).toEqual([
      { code: 'certificate_missing', service: 'nginx', mode },
    ]);
  expect(find({ certificate: { ...made, mode: 'self-signed' } })).toEqual([]);
});

const HOUR = 3_600;
const backupOf = (hoursOld: number | null, failure: BackupFailure | null = null): BackupState => {
  const at = new Date((NOW - (hoursOld ?? 0) * HOUR) * 1_000).toISOString();
  return {
    lastVerified: hoursOld === null ? null : { name: 'x', at, sizeBytes: 1 },
    lastAttemptAt: at,
    lastFailure: failure && { at, code: failure },
    running: false,
    repository: 'x',
  };
};
it.each<[string, BackupState | null, number | null, object[]]>([
  ['a fresh one', backupOf(35), NOW - DAY, []],
  ['one that a night has missed', backupOf(37.5), NOW - DAY, [{ code: 'backup_old', ageHours: 37 }]],
  ['none an hour after the start', null, NOW - HOUR - 1, [{ code: 'backup_old', ageHours: null }]],
  ['none just after the start', null, NOW - 60, []],
  ['none where none is to be made', null, null, []],
  ['an old one where none is to be made', backupOf(99), null, []],
  [
    'a fresh one and a failure',
    backupOf(1, 'disk_full'),
    NOW,
    [{ code: 'backup_failed', failure: 'disk_full' }],
  ],
])('judges of backups %s', (_, backup, backupsSince, problems) => {
  expect(find({ backup, backupsSince })).toEqual(problems.map((it) => ({ service: 'backup', ...it })));
});
