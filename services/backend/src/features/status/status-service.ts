import type { BackupState, Health, ModelPull, ServiceStatus, Status } from '@alice/contracts';
import type { DatabaseFactsReader } from './database-facts.port';
import type { FiguresNow } from './figures-service';
import { findProblems, type Picture } from './find-problems';

export interface StatusDependencies {
  health: () => Promise<Health>;
  /** Undefined where none are kept. */
  figures: (() => Promise<FiguresNow>) | undefined;
  database: DatabaseFactsReader;
  /** What runs there. */
  versions: Record<'nlu' | 'ollama' | 'music', () => Promise<string | null>>;
  queue: () => Status['queue'];
  models: () => Promise<{ sizeBytes: number }[]>;
  /** The model that is to answer, and its download, if there is one. */
  wantedModel: () => { name: string; pull: ModelPull | undefined };
  /** Of the file system that holds the data, in bytes. */
  disk: () => Promise<{ free: number; total: number }>;
  /** What nginx serves; null where that is not known, or there is no TLS. */
  certificate: () => Picture['certificate'];
  /** Null where no backups were made. */
  backup: () => Promise<BackupState | null>;
  /** Whether backups are to be made here. */
  backupsWanted: boolean;
  now?: () => number;
}

/** Longest wait for what only adds to the picture, in milliseconds: a little more than for the figures. */
const FACT_MS = 3_500;

/** How all of Alice is now, and what is wrong. What cannot be told is null: no part that is away hides the others. */
export class StatusService {
  constructor(private readonly deps: StatusDependencies) {}

  async read(): Promise<Status> {
    const { deps } = this;
    const [health, database, nlu, ollama, music, models, disk, backup, figures] = await Promise.all([
      deps.health(),
      factOf(deps.database.read()),
      factOf(deps.versions.nlu()),
      factOf(deps.versions.ollama()),
      factOf(deps.versions.music()),
      factOf(deps.models()),
      factOf(deps.disk()),
      factOf(deps.backup()),
      deps.figures ? factOf(deps.figures()) : undefined,
    ]);
    const prometheus: ServiceStatus = {
      status: figures ? 'ok' : deps.figures ? 'down' : 'off',
      version: figures?.version ?? null,
    };
    const services: Status['services'] = {
      backend: { status: 'ok', version: health.version, detail: `Node.js ${process.versions.node}` },
      database: { ...health.services.database, version: database?.version ?? null },
      nlu: { ...health.services.nlu, version: nlu },
      ollama: { ...health.services.ollama, version: ollama },
      speech: { ...health.services.speech, version: null },
      music: { ...health.services.music, version: music },
      prometheus,
    };
    const queue = deps.queue();
    const now = (deps.now ?? Date.now)() / 1000;
    return {
      uptimeSeconds: health.uptimeSeconds,
      services,
      queue,
      lastDay: figures?.lastDay ?? null,
      disk: {
        free: disk?.free ?? null,
        total: disk?.total ?? null,
        database: database?.sizeBytes ?? null,
        models: models && models.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      },
      backup:
        backup || deps.backupsWanted
          ? {
              verifiedAt: backup?.lastVerified?.at ?? null,
              sizeBytes: backup?.lastVerified?.sizeBytes ?? null,
            }
          : null,
      problems: findProblems({
        services,
        queue,
        disk,
        model: deps.wantedModel(),
        alerts: figures?.alerts ?? [],
        certificate: deps.certificate(),
        backup,
        backupsSince: deps.backupsWanted ? now - health.uptimeSeconds : null,
        now,
      }),
    };
  }
}

/** What is told in time, or null. */
async function factOf<T>(fact: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), FACT_MS);
  });
  try {
    return await Promise.race([fact, late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
