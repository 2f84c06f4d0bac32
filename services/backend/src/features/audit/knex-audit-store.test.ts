import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { auditStoreContract } from './audit-store.contract';

describe('the audit log on SQLite', () => {
  let database: Database;

  auditStoreContract(async () => {
    database = openDatabase('sqlite::memory:');
    await migrateDatabase(database);
    return database;
  });

  afterEach(() => database.destroy());
});
