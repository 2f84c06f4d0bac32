import type { BackupFailure, StatusProblem, ToldAlert } from '@alice/contracts';
import type { Messages } from 'next-intl';

export interface ProblemWords {
  /** Under `problems` in the messages: a title, and what to do. */
  key: keyof Messages['status']['problems'];
  /** What to type where Alice is installed. */
  command: string | null;
  /** Whether the settings of the language model are where to go. */
  toAssistant: boolean;
}

const COMMANDS_OF_ALERTS: Partial<Record<ToldAlert, string>> = {
  HealerGaveUp: 'make status',
  ModelSilent: 'make logs S=ollama',
  SlowCommands: 'make top',
  DatabaseConnections: 'make logs S=backend',
  MemoryHigh: 'make logs S=SERVICE',
  Restarts: 'make logs S=SERVICE',
};

/** What helps, or tells more, once what the message says is seen to. */
const BACKUP_COMMANDS: Record<BackupFailure, string> = {
  database_unavailable: 'make status',
  dump_failed: 'make logs S=backup',
  repository_missing: 'make backup',
  repository_failed: 'make backups',
  key_wrong: 'make backup',
  disk_full: 'make disk',
  verification_failed: 'make backup',
  remote_failed: 'make logs S=backup',
  interrupted: 'make backup',
  unknown: 'make logs S=backup',
};

/** What a problem is told as, and where what can be done about it is done. */
export function problemWords(problem: StatusProblem): ProblemWords {
  switch (problem.code) {
    case 'service_down': {
      // A database may be a file, which has no log.
      const command = problem.service === 'database' ? 'make status' : `make logs S=${problem.service}`;
      return { key: `${problem.service}_down`, command, toAssistant: false };
    }
    case 'model_missing':
      return {
        key: problem.failure === null ? 'model_missing' : 'model_failed',
        command: null,
        toAssistant: true,
      };
    case 'disk_low':
      return { key: 'disk_low', command: 'make disk', toAssistant: true };
    case 'answers_fail':
      return { key: 'answers_fail', command: `make logs S=${problem.service}`, toAssistant: false };
    case 'certificate_ends':
    case 'certificate_missing': {
      const fetched = problem.mode === 'letsencrypt';
      const kind = fetched ? 'fetched' : problem.mode === 'own' ? 'own' : 'made';
      return {
        // One that nginx is to make itself is never missing.
        key:
          problem.code === 'certificate_ends'
            ? `certificate_ends_${kind}`
            : `certificate_missing_${fetched ? 'fetched' : 'own'}`,
        command: fetched
          ? 'make logs S=certbot'
          : problem.code === 'certificate_ends'
            ? 'make reload'
            : 'make logs S=nginx',
        toAssistant: false,
      };
    }
    case 'alert':
      return {
        key: `alert_${problem.alert}`,
        command: COMMANDS_OF_ALERTS[problem.alert]?.replace('SERVICE', problem.service) ?? null,
        toAssistant: problem.alert === 'QueueFull',
      };
    case 'backup_old':
      return {
        key: problem.ageHours === null ? 'backup_none' : 'backup_old',
        command: 'make backup',
        toAssistant: false,
      };
    case 'backup_failed':
      return {
        key: `backup_${problem.failure}`,
        command: BACKUP_COMMANDS[problem.failure],
        toAssistant: false,
      };
    case 'answers_unavailable':
    case 'queue_long':
      return { key: problem.code, command: null, toAssistant: true };
  }
}
