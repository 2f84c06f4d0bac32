import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { invitationStoreContract } from './invitation-store.contract';
import { KnexInvitationStore } from './knex-invitation-store';

describe('invitations on SQLite', () => {
  let database: Database;

  invitationStoreContract(async () => {
    database = openDatabase('sqlite::memory:');
    await migrateDatabase(database);
    return new KnexInvitationStore(database);
  });

  afterEach(() => database.destroy());
});
