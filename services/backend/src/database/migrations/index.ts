import type { Knex } from 'knex';
import * as accountsAndConversations from './001-accounts-and-conversations';
import * as conversationsThatLast from './002-conversations-that-last';
import * as preferencesAndAccess from './003-preferences-and-access';
import * as limitsAndAudit from './004-limits-and-audit';
import * as replicas from './005-replicas';

/** Every migration, by the name that the database remembers it by. A name never changes once released. */
export const migrations: Record<string, Knex.Migration> = {
  '001-accounts-and-conversations': accountsAndConversations,
  '002-conversations-that-last': conversationsThatLast,
  '003-preferences-and-access': preferencesAndAccess,
  '004-limits-and-audit': limitsAndAudit,
  '005-replicas': replicas,
};
