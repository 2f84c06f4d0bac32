import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupFailure } from '@alice/contracts';
import { docker, startPostgres, type TestPostgres } from '@alice/test-stack';
import { migrateDatabase, openDatabase, type Database } from '../database/open-database';
import { copyContent, inSnapshot } from './copy-content';
import { contentTables, readContent } from './database-content';
import { fillDatabase } from './fill-database.contract';
import { startBackupContainer, type BackupContainer } from './start-backup-container.contract';

/** `BACKUP_RUNS=20` for the figure that is published. */
const RUNS = Number(process.env.BACKUP_RUNS ?? 1);

jest.setTimeout(240_000 + RUNS * 30_000);

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 180_000);
afterAll(() => postgres?.stop());

const readAll = (database: Database) => inSnapshot(database, readContent);

describe('the two databases', () => {
  it('hold the same tables, and a copy there and back is equal', async () => {
    const first = openDatabase('sqlite::memory:');
    const second = openDatabase(await postgres.cloneDatabase());
    const third = openDatabase('sqlite::memory:');
    const all = [first, second, third];
    try {
      for (const database of all) await migrateDatabase(database);
      expect(await contentTables(second)).toEqual(await contentTables(first));
      await fillDatabase(first);
      await copyContent(first, second);
      await copyContent(second, third);
      const contents = await Promise.all(all.map(readAll));
      expect(contents[1]).toEqual(contents[0]);
      expect(contents[2]).toEqual(contents[0]);
      await second('audit_log').insert({ at: 'x', action: 'login', outcome: 'ok' });
      expect(await second('audit_log').max({ id: 'id' })).toEqual([{ id: 3 }]);
    } finally {
      for (const database of all) await database.destroy();
    }
  });
});

const RESTIC = 'restic -r /repository --password-file /secrets/backup_key --no-cache';

/** What is done to the repository, the command that must see it, and as what. */
const PACK = `find /repository/data -type f -printf '%s %p\\n' | sort -n | tail -n 1 | cut -d ' ' -f 2`;
const FLIP = `printf '\\377\\001' | dd of=$pack bs=1 seek=$at conv=notrunc status=none`;
const BROKEN: [what: string, how: string, command: string, code: BackupFailure][] = [
  ['truncated', `pack=$(${PACK}); chmod u+w $pack; truncate -s -1000 $pack`, 'verify', 'repository_failed'],
  [
    'bit-flipped',
    `pack=$(${PACK}); chmod u+w $pack; for at in $(seq 40 97 2000); do ${FLIP}; done`,
    'verify',
    'repository_failed',
  ],
  ['gone', 'rm -rf /repository/*', 'make', 'repository_missing'],
  ['another', `rm -rf /repository/*; ${RESTIC} init -q`, 'make', 'repository_missing'],
  [
    'locked with another key',
    'tac -rs . /secrets/backup_key > /tmp/k; cp /tmp/k /secrets/backup_key',
    'make',
    'key_wrong',
  ],
];

interface Live {
  container: BackupContainer;
  open: () => Database;
  environment: Record<string, string>;
}

async function startOnSqlite(): Promise<Live> {
  const environment = { DATABASE_URL: 'sqlite:/data/alice.db' };
  const container = await startBackupContainer(environment);
  return { container, environment, open: () => openDatabase(`sqlite:${container.folders.data}/alice.db`) };
}

async function startOnPostgres(): Promise<Live> {
  const url = new URL(await postgres.cloneDatabase());
  const open = () => openDatabase(url.href);
  const inside = new URL(url);
  const id = postgres.container.getId();
  inside.hostname = (
    await docker(['inspect', '--format', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', id])
  ).trim();
  inside.port = '5432';
  const environment = { DATABASE_URL: inside.href };
  return { container: await startBackupContainer(environment), environment, open };
}

describe.each([
  ['SQLite', startOnSqlite, BROKEN],
  // What breaks a repository knows nothing of databases.
  ['PostgreSQL', startOnPostgres, []],
])('backups of %s', (_, start, broken) => {
  let live: Live;
  let container: BackupContainer;
  const on = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    const database = live.open();
    try {
      return await work(database);
    } finally {
      await database.destroy();
    }
  };

  beforeAll(async () => {
    live = await start();
    container = live.container;
    await on(async (database) => {
      await migrateDatabase(database);
      await fillDatabase(database);
    });
    const stickers = openDatabase(`sqlite:${container.folders.music}/stickers.sql`);
    await stickers.raw('CREATE TABLE sticker (uri TEXT, value TEXT)');
    await stickers.raw(`INSERT INTO sticker VALUES ('alice/1.opus', 'liked')`);
    await stickers.raw('PRAGMA journal_mode = DELETE');
    await stickers.destroy();
  }, 240_000);
  afterAll(() => container?.stop());

  const liked = async () => {
    const stickers = openDatabase(`sqlite:${container.folders.music}/stickers.sql`);
    try {
      return (await stickers('sticker').pluck('value')) as string[];
    } finally {
      await stickers.raw('PRAGMA journal_mode = DELETE');
      await stickers.destroy();
    }
  };

  it(`verify under write load, each of ${RUNS}`, async () => {
    let writing = true;
    let written = 0;
    const writer = on(async (database) => {
      const row = { conversation_id: 'c', user_id: 'åsa', role: 'user', status: 'complete', created_at: 'x' };
      for (let i = 0; writing && i < 500_000; i++) {
        await database('messages').insert({ ...row, id: `w${i}`, position: 10_000 + i, text: `Rad ${i} ö` });
        if (i % 3 === 0)
          await database('messages')
            .where({ id: `w${i}` })
            .update({ status: 'failed' });
        if (i % 7 === 0)
          await database('messages')
            .where({ id: `w${i}` })
            .delete();
        written++;
      }
    });
    try {
      for (let run = 1; run <= RUNS; run++) {
        const before = written;
        expect(await container.run('make')).toMatch(/^backup \d{8}-\d{6} is made and verified\n$/);
        expect(written).toBeGreaterThan(before);
        await expect(container.run('fresh', '1')).resolves.toMatch(/is verified/);
      }
    } finally {
      writing = false;
      await writer;
    }
    const list = (await container.run('list')).trim().split('\n');
    expect(list.filter((line) => line.endsWith('  verified'))).toHaveLength(RUNS);
    const { lastVerified, lastFailure, running } = await container.state();
    expect({ lastFailure, running }).toEqual({ lastFailure: null, running: false });
    expect(lastVerified?.sizeBytes).toBeGreaterThan(50_000);
  });

  if (broken.length > 0) {
    it('hold no key and nothing that can be read without it', async () => {
      const listed = await container.shell(`${RESTIC} ls latest`);
      expect(listed).toMatch(/^\/secrets\/secret_key$/m);
      expect(listed).toMatch(/^\/secrets\/environment$/m);
      expect(listed).toMatch(/^\/work\/snapshot\/music\/stickers\.sql$/m);
      expect(listed).not.toMatch(/backup_key/);
      await container.shell('! grep -rqa "secret key\\|Spela" /repository');
      expect((await container.shell('ls /work')).trim()).toBe('cache');
    });

    it('say so where the repository is broken, and keep what is there', async () => {
      const before = await container.run('list');
      const { lastVerified } = await container.state();
      for (const [what, how, command, code] of broken) {
        await container.shell('cp -a /repository /secrets /work/');
        try {
          await container.shell(how);
          await expect(container.run(command)).rejects.toThrow(/repository|backup/);
          const { lastFailure, running } = await container.state();
          expect([what, lastFailure?.code, running]).toEqual([what, code, false]);
        } finally {
          await container.shell(
            'rm -rf /repository/*; cp -a /work/repository /work/secrets /; rm -r /work/repository /work/secrets',
          );
        }
      }
      expect(await container.run('list')).toBe(before);
      await container.run('verify', 'latest');
      // That an older backup can be read does not make good for one that could not be made.
      const lastFailure = { code: 'key_wrong' };
      expect(await container.state()).toMatchObject({ lastVerified, lastFailure });
      await container.run('make');
      expect((await container.state()).lastFailure).toBeNull();
    });

    it('name what there is, where a backup is asked for that is not', async () => {
      await expect(container.run('find', '20200101-000000')).rejects.toThrow(
        /there is no backup 20200101-000000. There are: \d{8}-\d{6}/,
      );
    });
  }

  it('come back whole, and go back when told', async () => {
    const [name = ''] = /\d{8}-\d{6}/.exec(await container.run('make')) ?? [];
    const backedUp = await on(readAll);
    await on((database) => database('messages').delete());
    const emptied = await on(readAll);
    await rm(join(container.folders.music, 'stickers.sql'));

    await container.run('load', name);
    expect(await on(readAll)).toEqual(emptied);
    await container.run('swap');
    expect(await on(readAll)).toEqual(backedUp);
    expect(await liked()).toEqual(['liked']);
    expect(await container.run('back')).toMatch(/what was there before the restore is back/);
    expect(await on(readAll)).toEqual(emptied);

    await container.run('load', name);
    await container.run('swap');
    await container.run('settle');
    expect(await container.run('back')).toBe('');
    expect(await on(readAll)).toEqual(backedUp);
    expect((await container.shell('ls /work')).trim()).toBe('cache');
    expect(await container.shell('stat -c %u:%g /data /music /music/stickers.sql | sort -u')).toBe('0:0\n');
  });

  it('come back on a machine that has nothing but the repository and the key', async () => {
    const backedUp = await on(readAll);
    const secrets = await mkdtemp(join(tmpdir(), 'alice-key-'));
    await cp(join(container.folders.secrets, 'backup_key'), join(secrets, 'backup_key'));
    const bare = await startBackupContainer(live.environment, {
      repository: container.folders.repository,
      secrets,
    });
    try {
      await on((database) => database('users').delete());
      await bare.run('load', 'latest');
      await bare.run('swap');
      await bare.run('settle');
      const found =
        live.environment.DATABASE_URL === 'sqlite:/data/alice.db'
          ? openDatabase(`sqlite:${bare.folders.data}/alice.db`)
          : live.open();
      expect(await readAll(found).finally(() => found.destroy())).toEqual(backedUp);
    } finally {
      await docker(['rm', '--force', '--volumes', (await bare.shell('hostname')).trim()]);
    }
  });
});
