import type { RateLimitedError } from '@alice/errors';
import { startPostgres, type TestPostgres } from '@alice/test-stack';
import { accountStoreContract } from '../features/accounts/account-store.contract';
import { invitationStoreContract } from '../features/accounts/invitation-store.contract';
import { KnexAccountStore } from '../features/accounts/knex-account-store';
import { KnexInvitationStore } from '../features/accounts/knex-invitation-store';
import { auditStoreContract } from '../features/audit/audit-store.contract';
import { conversationStoreContract } from '../features/conversations/conversation-store.contract';
import { KnexConversationStore } from '../features/conversations/knex-conversation-store';
import { KnexTurnBoardStore } from '../features/conversations/knex-turn-board-store';
import { turnQueueContract } from '../features/conversations/turn-queue.contract';
import { leftAnswersContract } from '../features/conversations/left-answers.contract';
import {
  createLimiter,
  forgetCountsToCome,
  LOGIN_WINDOW_SECONDS,
  LoginBrake,
  TurnLimit,
} from '../features/limits';
import { KnexModelSettingsStore } from '../features/models/knex-model-settings-store';
import { instanceStoreContract } from '../features/instances/instance-store.contract';
import { modelSettingsStoreContract } from '../features/models/model-settings-store.contract';
import { musicMemoryStoreContract } from '../features/music/music-memory-store.contract';
import { KnexMusicMemoryStore } from '../features/music/knex-music-memory-store';
import { databaseFactsContract } from '../features/status/database-facts.contract';
import { KnexDatabaseFacts } from '../features/status/knex-database-facts';
import { addTestUsers } from './add-test-users.contract';
import { migrateDatabase, openDatabase, pendingMigrations, type Database } from './open-database';

let postgres: TestPostgres;
let database: Database;

const openClone = async (): Promise<Database> => {
  database = openDatabase(await postgres.cloneDatabase());
  return database;
};

beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.prepareTemplate(async (url) => {
    const template = openDatabase(url);
    await migrateDatabase(template);
    await template.destroy();
  });
}, 180_000);
afterAll(() => postgres?.stop());
afterEach(() => database?.destroy());

describe('accounts on PostgreSQL', () =>
  accountStoreContract(async () => new KnexAccountStore(await openClone())));

describe('the audit log on PostgreSQL', () => auditStoreContract(openClone));

describe('invitations on PostgreSQL', () =>
  invitationStoreContract(async () => new KnexInvitationStore(await openClone())));

describe('conversations on PostgreSQL', () =>
  conversationStoreContract(async () => {
    await addTestUsers(await openClone());
    return new KnexConversationStore(database);
  }));

describe('instances on PostgreSQL', () => instanceStoreContract(openClone));

describe('answers of a backend that is gone, on PostgreSQL', () => leftAnswersContract(openClone));

describe('the queue of backends on PostgreSQL', () => {
  turnQueueContract(async () => {
    const ids = ['a', 'b', 'c'];
    await (await openClone())('backend_instances').insert(ids.map((id) => ({ id, place: id, seen_at: 0 })));
    return new KnexTurnBoardStore(database);
  }, ['a', 'b', 'c']);

  it('has nothing on it of a backend that is gone', async () => {
    const ids = ['a', 'b'];
    await (await openClone())('backend_instances').insert(ids.map((id) => ({ id, place: id, seen_at: 0 })));
    const boards = new KnexTurnBoardStore(database);
    const { board, version } = await boards.read();
    const tickets = ids.map((id) => ({ id, userId: id, instanceId: id, running: true }));
    await boards.replace(version, { ...board, tickets, quiet: 'a' });
    await database('backend_instances').where({ id: 'a' }).delete();
    expect((await boards.read()).board).toEqual({ ...board, tickets: [tickets[1]], quiet: undefined });
  });
});

describe('the choice of a model on PostgreSQL', () =>
  modelSettingsStoreContract(async () => new KnexModelSettingsStore(await openClone())));

describe('the memory of the music on PostgreSQL', () =>
  musicMemoryStoreContract(async () => new KnexMusicMemoryStore(await openClone())));

describe('a PostgreSQL database', () =>
  databaseFactsContract('PostgreSQL', async () => new KnexDatabaseFacts(await openClone())));

describe('limits on PostgreSQL', () => {
  const limit = { name: 'test', points: 2, seconds: 60 };

  it('count what all backends count, and what each does alone while the database is away', async () => {
    const url = await postgres.cloneDatabase();
    database = openDatabase(url);
    const other = openDatabase(url);
    const [here, there] = [createLimiter(database, limit), createLimiter(other, limit)];
    await here.penalty('a');
    expect((await there.penalty('a')).consumedPoints).toBe(2);
    expect((await here.get('a'))?.consumedPoints).toBe(2);
    await here.set('a', 7, 60);
    expect((await there.get('a'))?.consumedPoints).toBe(7);
    await other.destroy();
    expect((await there.penalty('a')).consumedPoints).toBe(1);
    await here.delete('a');
    expect(await here.get('a')).toBeNull();
  });

  it('brake a login from a backend after failed ones at another', async () => {
    await openClone();
    const brake = () => {
      const limiter = (name: string, points: number) =>
        createLimiter(database, { name, points, seconds: LOGIN_WINDOW_SECONDS });
      return new LoginBrake(limiter('login-account', 5), limiter('login-address', 20));
    };
    const brakes = [brake(), brake()];
    const begin = (i: number) =>
      brakes[i % 2]?.begin({ account: 'åsa', address: '192.0.2.1' }).then(
        () => 0,
        (error: RateLimitedError) => error.retryAfterSeconds,
      );
    const waits: unknown[] = [];
    for (let i = 0; i < 8; i++) waits.push(await begin(i));
    expect(waits).toEqual([0, 0, 0, 0, 0, 60, 60, 60]);
  });

  it('count no longer what was counted while the clock was wrong', async () => {
    await openClone();
    const limiter = createLimiter(database, limit);
    await limiter.set('today', 7, 14 * 24 * 3600);
    await limiter.set('in 2038', 7, 12 * 365 * 24 * 3600);
    expect(await forgetCountsToCome(database)).toBe(1);
    expect(await limiter.get('in 2038')).toBeNull();
    expect((await limiter.get('today'))?.consumedPoints).toBe(7);
  });

  it('cost a command less than a millisecond', async () => {
    await openClone();
    const turns = new TurnLimit(1_000_000, createLimiter(database, limit));
    const started = performance.now();
    for (let i = 0; i < 1_000; i++) await turns.take('anna');
    expect((performance.now() - started) / 1_000).toBeLessThan(1);
    await turns.close();
  });
});

it('goes back from the last migration and forth again', async () => {
  await openClone();
  await database.migrate.down();
  expect(await pendingMigrations(database)).toBe(1);
  expect(await migrateDatabase(database)).toEqual(['005-replicas']);
});

it('knows whether the schema is up to date, and migrates once', async () => {
  await openClone();
  expect(await pendingMigrations(database)).toBe(0);
  expect(await migrateDatabase(database)).toEqual([]);
});

it('takes the password beside the address', async () => {
  const url = new URL(await postgres.cloneDatabase());
  const { password } = url;
  url.password = '';
  database = openDatabase(url.href, password);
  expect(await database('users').select()).toEqual([]);
});

it('takes the password of the moment, and waits where PostgreSQL has got a new one just before', async () => {
  const url = new URL(await postgres.cloneDatabase());
  database = openDatabase(url.href);
  await database.raw(`CREATE ROLE rotated LOGIN PASSWORD 'the first one of two'`);
  Object.assign(url, { username: 'rotated', password: '' });
  let password = 'the first one of two';
  const rotated = openDatabase(url.href, () => password, 'serve');
  try {
    await rotated.raw('SELECT 1');
    await database.raw(`ALTER ROLE rotated PASSWORD 'the second one of two'`);
    setTimeout(() => (password = 'the second one of two'), 250);
    // One of them has a connection already.
    await Promise.all(Array.from({ length: 3 }, () => rotated.raw('SELECT pg_sleep(0.1)')));
  } finally {
    await rotated.destroy();
    await database.raw('DROP ROLE rotated');
  }
});
