import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { KnexModelSettingsStore } from './knex-model-settings-store';
import { modelSettingsStoreContract } from './model-settings-store.contract';

describe('the settings of the models on SQLite', () => {
  let database: Database;
  const open = async () => {
    database = openDatabase('sqlite::memory:');
    await migrateDatabase(database);
    return new KnexModelSettingsStore(database);
  };

  modelSettingsStoreContract(open);

  it('takes an effort that it does not know for none', async () => {
    const store = await open();
    await database('settings').insert({ name: 'models.reasoning_effort', value: 'endless' });
    expect(await store.read()).toEqual({});
  });

  afterEach(() => database.destroy());
});
