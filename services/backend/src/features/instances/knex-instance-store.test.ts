import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { instanceStoreContract } from './instance-store.contract';

describe('instances on SQLite', () => {
  let database: Database;

  instanceStoreContract(async () => {
    database = openDatabase('sqlite::memory:');
    await migrateDatabase(database);
    return database;
  });

  afterEach(() => database.destroy());
});
