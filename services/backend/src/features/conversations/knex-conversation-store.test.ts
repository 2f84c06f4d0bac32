import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { addTestUsers } from '../../database/add-test-users.contract';
import { conversationStoreContract } from './conversation-store.contract';
import { KnexConversationStore } from './knex-conversation-store';

describe('conversations on SQLite', () => {
  let database: Database;

  conversationStoreContract(async () => {
    database = openDatabase('sqlite::memory:');
    await migrateDatabase(database);
    await addTestUsers(database);
    return new KnexConversationStore(database);
  });

  afterEach(() => database.destroy());
});
