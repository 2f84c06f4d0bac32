import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createLogger, runService } from '@alice/service-runtime';
import { COMMANDS, LOCKED } from './backups/backup-commands';
import { BackupError } from './backups/backup-error';
import { nextRun } from './backups/next-run';
import { STATE_FOLDER, wireBackups } from './backups/wire-backups';
import { loadBackupConfig } from './config/backup-config';
import { readEnvironment } from './config/read-environment';
import { version } from './config/version';

/** In milliseconds: between two looks at the clock, from a failure to the next try, and from a start to a backup that is due. */
const TICK_MS = 15_000;
const RETRY_MS = 3_600_000;
const SETTLED_MS = 120_000;
const DAY_MS = 86_400_000;

/** EX_TEMPFAIL of sysexits.h: another run is under way. */
const EXIT_BUSY = 75;
const LOCK_WAIT_SECONDS = 600;
const LOCK_HELD = 'BACKUP_LOCK_HELD';

const [command = 'run', ...args] = process.argv.slice(2);

/** This program once more, for one command, as the only one of its kind. */
function runLocked(words: string[]): ChildProcess {
  const lock = ['--timeout', String(LOCK_WAIT_SECONDS), '--conflict-exit-code', String(EXIT_BUSY)];
  return spawn('flock', [...lock, join(STATE_FOLDER, 'lock'), process.execPath, __filename, ...words], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, [LOCK_HELD]: '1' },
    // With its own group, a signal ends what it has started too.
    detached: true,
  });
}

function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function end(child: ChildProcess | undefined): void {
  if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
}

/** The service: a backup every night at `BACKUP_AT`, or soon where one is due. */
function serve(): Promise<void> {
  return runService(async () => {
    const loaded = loadBackupConfig(readEnvironment());
    const { BACKUP_AT: at, LOG_LEVEL: level } = loaded.config;
    const logger = createLogger({ service: 'backup', level });
    const { state } = wireBackups(loaded, version, (message, facts) => logger.info(message, facts));
    const { running, lastVerified } = await state.read();
    const now = Date.now();
    if (running) {
      const lastFailure = { at: new Date(now).toISOString(), code: 'interrupted' as const };
      await state.change({ running: false, lastFailure });
    }
    const due = !lastVerified || now - Date.parse(lastVerified.at) > DAY_MS;
    let next = due ? new Date(now + SETTLED_MS) : nextRun(at, new Date());
    let child: ChildProcess | undefined;
    const stopping = new AbortController();
    const night = async () => {
      for (const words of [['make'], ['check']]) {
        child = runLocked(words);
        const code = await ended(child);
        if (code === 0) continue;
        if (!stopping.signal.aborted) logger.error('the backup failed', { step: words[0], code });
        return false;
      }
      return true;
    };
    const work = async () => {
      logger.info('waiting', { next: next.toISOString() });
      while (!stopping.signal.aborted) {
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
        end(child);
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
  if ((LOCKED as readonly string[]).includes(command) && process.env[LOCK_HELD] !== '1') {
    const child = runLocked([command, ...args]);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => end(child));
    const code = await ended(child);
    if (code === EXIT_BUSY) process.stderr.write('another backup, verification or restore is under way\n');
    return code;
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
