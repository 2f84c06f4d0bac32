import type { Knex } from 'knex';

const COLUMNS = [
  ['users', 'locale', 'TEXT'],
  ['users', 'theme', 'TEXT'],
  ['users', 'persona', `TEXT NOT NULL DEFAULT ''`],
  ['sessions', 'user_agent', 'TEXT'],
  ['api_keys', 'last_used_at', 'TEXT'],
] as const;

/**
 * What people chose for themselves, and from where and when their access is used. It only adds, so that a backend of the
 * version before runs on it.
 */
export async function up(knex: Knex): Promise<void> {
  for (const [table, name, type] of COLUMNS)
    await knex.raw(`ALTER TABLE ${table} ADD COLUMN ${name} ${type}`);
}

export async function down(knex: Knex): Promise<void> {
  for (const [table, name] of COLUMNS) await knex.raw(`ALTER TABLE ${table} DROP COLUMN ${name}`);
}
