import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { addTestUsers } from '../../database/add-test-users.contract';
import { conversationStoreContract } from './conversation-store.contract';
import { leftAnswersContract } from './left-answers.contract';
import { KnexConversationStore } from './knex-conversation-store';

describe('conversations on SQLite', () => {
  let database: Database;
  const open = async () => {
    database = openDatabase('sqlite::memory:');
    await migrateDatabase(database);
    return database;
  };

  conversationStoreContract(async () => {
    await addTestUsers(await open());
    return new KnexConversationStore(database);
  });

  describe('of a backend that is gone', () => leftAnswersContract(open));

  afterEach(() => database.destroy());
});
