import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup } from './backup-service';
import { BackupError } from './backup-error';
import type { Backups } from './wire-backups';

const HOUR_MS = 3_600_000;

/** Writes a line for the person who asked. */
type Print = (line: string) => void;

type Command = (wired: Backups, args: string[], print: Print) => Promise<void>;

/** What the service can be asked to do (services/backend/backup-entrypoint knows which write); each prints for a person and fails with a BackupError. */
export const COMMANDS: Record<string, Command> = {
  async make({ backups, database }, args, print) {
    if (args.includes('--restore-point') && (await database.isEmpty())) {
      print('there is nothing yet to keep');
      return;
    }
    const name = await backups.make({
      restorePoint: args.includes('--restore-point'),
      newRepository: args.includes('--new'),
    });
    print(`backup ${name} is made and verified`);
  },

  async verify({ backups }, [name = 'latest'], print) {
    print(`backup ${await backups.verify(name)} was restored and is right`);
  },

  check: ({ backups }) => backups.check(),

  async list({ backups }, _, print) {
    const list = await backups.list();
    if (list.length === 0) print('there are no backups yet');
    for (const backup of list) print(describe(backup));
  },

  /** Whether a backup of the last hours is verified. */
  async fresh({ state }, [hours = '36'], print) {
    const { lastVerified } = await state.read();
    const age = lastVerified ? (Date.now() - Date.parse(lastVerified.at)) / HOUR_MS : Infinity;
    if (age > Number(hours)) {
      throw new BackupError(
        'verification_failed',
        lastVerified
          ? `the last verified backup, ${lastVerified.name}, is ${age.toFixed(1)} hours old`
          : 'no backup is verified yet',
      );
    }
    print(`backup ${lastVerified?.name ?? ''} is verified and ${age.toFixed(1)} hours old`);
  },

  async find({ backups }, [name = 'latest'], print) {
    print((await backups.find(name)).name);
  },

  load: ({ restores }, [name = 'latest']) => restores.load(name),

  swap: ({ restores }) => restores.swap(),

  async back({ restores }, _, print) {
    if (await restores.goBack()) print('what was there before the restore is back');
  },

  settle: ({ restores }) => restores.settle(),

  /** Writes settings, secrets and certificates of one's own to `/out`, for a machine that has none. */
  async settings({ backups }, [name = 'latest'], print) {
    const found = await backups.find(name);
    const { all } = await backups.takeOut(found.id);
    for (const folder of ['secrets', 'ssl']) {
      if (existsSync(join(all, folder)))
        await cp(join(all, folder), join('/out', folder), { recursive: true });
    }
    print(found.name);
  },

  /** Copies everything into a new database of the other kind, and puts it where Alice will look for it. */
  async move({ restores, database, databaseOf, urlOf }, [to], print) {
    if (to !== 'sqlite' && to !== 'postgres') {
      throw new BackupError('unknown', 'where to? TO=postgres or TO=sqlite');
    }
    if (database.kind === to) throw new BackupError('unknown', `Alice is on ${urlOf(to)} already`);
    const target = databaseOf(to);
    if (!target) throw new BackupError('database_unavailable', 'there is no PostgreSQL in this environment');
    await restores.fill(target, urlOf(database.kind));
    await target.swap();
    await target.settle();
    print(urlOf(to));
  },
};

function describe({ name, at, sizeBytes, verified, restorePoint }: Backup): string {
  const size = `${(sizeBytes / 1e6).toFixed(sizeBytes < 1e6 ? 3 : 1)} MB`.padStart(12);
  const when = at.toISOString().slice(0, 16).replace('T', ' ');
  return `${name}  ${when} UTC ${size}  ${verified ? 'verified' : 'NOT verified'}${restorePoint ? ', before a restore' : ''}`;
}
