import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { databaseFactsContract } from './database-facts.contract';
import { KnexDatabaseFacts } from './knex-database-facts';

describe('a SQLite database', () => {
  let database: Database;

  databaseFactsContract('SQLite', async () => {
    database = openDatabase('sqlite::memory:');
    await migrateDatabase(database);
    return new KnexDatabaseFacts(database);
  });

  afterEach(() => database.destroy());
});
