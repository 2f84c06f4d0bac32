import { startPostgres, type TestPostgres } from '@alice/test-stack';
import { accountStoreContract } from '../features/accounts/account-store.contract';
import { KnexAccountStore } from '../features/accounts/knex-account-store';
import { conversationStoreContract } from '../features/conversations/conversation-store.contract';
import { KnexConversationStore } from '../features/conversations/knex-conversation-store';
import { KnexModelSettingsStore } from '../features/models/knex-model-settings-store';
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

describe('conversations on PostgreSQL', () =>
  conversationStoreContract(async () => {
    await addTestUsers(await openClone());
    return new KnexConversationStore(database);
  }));

describe('the choice of a model on PostgreSQL', () =>
  modelSettingsStoreContract(async () => new KnexModelSettingsStore(await openClone())));

describe('the memory of the music on PostgreSQL', () =>
  musicMemoryStoreContract(async () => new KnexMusicMemoryStore(await openClone())));

describe('a PostgreSQL database', () =>
  databaseFactsContract('PostgreSQL', async () => new KnexDatabaseFacts(await openClone())));

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
