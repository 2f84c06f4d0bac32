import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { KnexMusicMemoryStore } from './knex-music-memory-store';
import { musicMemoryStoreContract } from './music-memory-store.contract';

describe('the memory of the music on SQLite', () => {
  let database: Database;

  musicMemoryStoreContract(async () => {
    database = openDatabase('sqlite::memory:');
    await migrateDatabase(database);
    return new KnexMusicMemoryStore(database);
  });

  afterEach(() => database.destroy());
});
