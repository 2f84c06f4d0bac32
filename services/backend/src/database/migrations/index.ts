import type { Knex } from 'knex';
import * as accountsAndConversations from './001-accounts-and-conversations';

/** Every migration, by the name that the database remembers it by. A name never changes once released. */
export const migrations: Record<string, Knex.Migration> = {
  '001-accounts-and-conversations': accountsAndConversations,
};
