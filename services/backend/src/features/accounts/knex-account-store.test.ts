import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { accountStoreContract } from './account-store.contract';
import { KnexAccountStore } from './knex-account-store';

describe('accounts on SQLite', () => {
  let database: Database;

  accountStoreContract(async () => {
    database = openDatabase('sqlite::memory:');
    await migrateDatabase(database);
    return new KnexAccountStore(database);
  });

  afterEach(() => database.destroy());
});
