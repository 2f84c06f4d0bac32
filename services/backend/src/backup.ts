import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { createLogger, runService } from '@alice/service-runtime';
import { COMMANDS } from './backups/backup-commands';
import { BackupError } from './backups/backup-error';
import { failuresAfter } from './backups/backup-failures';
import { isLost, nextRun } from './backups/next-run';
import { wireBackups } from './backups/wire-backups';
import { loadBackupConfig } from './config/backup-config';
import { readEnvironment } from './config/read-environment';
import { version } from './config/version';

/** In milliseconds: between two looks at the clock, from a failure to the next try, and from a start to a backup that is due. */
const TICK_MS = 15_000;
const RETRY_MS = 3_600_000;
const SETTLED_MS = 120_000;
const DAY_MS = 86_400_000;

/** The image's entrypoint, which lets one command run at a time. */
const ENTRYPOINT = 'alice-backup';

const [command = 'run', ...args] = process.argv.slice(2);

function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** The service: a backup every night at `BACKUP_AT`, or soon where one is due. */
function serve(): Promise<void> {
  return runService(async () => {
    const loaded = loadBackupConfig(readEnvironment());
    const { BACKUP_AT: at, LOG_LEVEL: level } = loaded.config;
    const logger = createLogger({ service: 'backup', level });
    const { state } = wireBackups(loaded, version, (message, facts) => logger.info(message, facts));
    const before = await state.read();
    const { running, lastVerified } = before;
    const now = Date.now();
    if (running) {
      const interrupted = { at: new Date(now).toISOString(), code: 'interrupted' as const };
      await state.change({ running: false, ...failuresAfter(before, 'make', interrupted) });
    }
    const due = !lastVerified || now - Date.parse(lastVerified.at) > DAY_MS;
    let next = due ? new Date(now + SETTLED_MS) : nextRun(at, new Date());
    let child: ChildProcess | undefined;
    const stopping = new AbortController();
    const night = async () => {
      for (const words of [['make'], ['check']]) {
        child = spawn(ENTRYPOINT, words, { stdio: ['ignore', 'inherit', 'inherit'] });
        const code = await ended(child);
        if (code === 0) continue;
        if (!stopping.signal.aborted) logger.error('the backup failed', { step: words[0], code });
        // Tried again soon; what is damaged is read again tomorrow.
        return words[0] !== 'make';
      }
      return true;
    };
    const work = async () => {
      logger.info('waiting', { next: next.toISOString() });
      while (!stopping.signal.aborted) {
        if (isLost(next, new Date())) next = nextRun(at, new Date());
        if (Date.now() >= next.getTime()) {
          const went = await alongside(night(), alive);
          const following = nextRun(at, new Date());
          next = went ? following : new Date(Math.min(following.getTime(), Date.now() + RETRY_MS));
          logger.info('waiting', { next: next.toISOString() });
        }
        await alive();
        await wait(TICK_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    };
    const working = work();
    return {
      logger,
      stop: async () => {
        stopping.abort();
        child?.kill();
        await working;
      },
    };
  });
}

/** The health check looks at how old this file is. */
const alive = () => writeFile('/tmp/alive', '');

/** Waits for something long, and does something else every now and then meanwhile. */
async function alongside<T>(long: Promise<T>, meanwhile: () => Promise<void>): Promise<T> {
  const timer = setInterval(() => void meanwhile(), TICK_MS);
  try {
    return await long;
  } finally {
    clearInterval(timer);
  }
}

async function runOnce(): Promise<number> {
  const work = COMMANDS[command];
  if (!work) {
    process.stderr.write(`there is no ${command}: ${Object.keys(COMMANDS).join(', ')}\n`);
    return 2;
  }
  try {
    const say = (message: string, facts?: Record<string, unknown>) =>
      process.stderr.write(
        `${JSON.stringify({ timestamp: new Date().toISOString(), level: 'info', service: 'backup', message, ...facts })}\n`,
      );
    const wired = wireBackups(loadBackupConfig(readEnvironment()), version, say);
    await work(wired, args, (line) => process.stdout.write(`${line}\n`));
    return 0;
  } catch (error) {
    const known = error instanceof BackupError || (error as Error).name === 'ConfigError';
    process.stderr.write(`${known ? (error as Error).message : String((error as Error).stack)}\n`);
    return (error as Error).name === 'ConfigError' ? 78 : 1;
  }
}

if (command === 'run') void serve();
else void runOnce().then((code) => (process.exitCode = code));
