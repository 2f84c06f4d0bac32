import type { Knex } from 'knex';

/** `rate_limits` is as rate-limiter-flexible writes it, which names its columns nowhere: their order counts. */
const UP = [
  `CREATE TABLE rate_limits (key VARCHAR(255) PRIMARY KEY, points INTEGER NOT NULL DEFAULT 0, expire BIGINT)`,
  `ALTER TABLE api_keys ADD COLUMN scopes TEXT`,
  `ALTER TABLE sessions ADD COLUMN ends_at TEXT`,
  `UPDATE sessions SET ends_at = expires_at`,
];

const DOWN = [
  `ALTER TABLE sessions DROP COLUMN ends_at`,
  `ALTER TABLE api_keys DROP COLUMN scopes`,
  `DROP TABLE rate_limits`,
];

const isPostgres = (knex: Knex) => (knex.client as Knex.Client).config.client === 'pg';

/** Lines can be added to the audit log, and neither changed nor removed, by whatever statement. */
const KEEP_ON_SQLITE = ['UPDATE', 'DELETE'].map(
  (verb) => `CREATE TRIGGER audit_log_no_${verb.toLowerCase()} BEFORE ${verb} ON audit_log BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
  END`,
);
const KEEP_ON_POSTGRES = [
  `CREATE FUNCTION audit_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$`,
  `CREATE TRIGGER audit_log_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
   FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuse()`,
];

/**
 * Limits that backends share, what an API key may do, when a session ends whatever happens, who did what, and invitations. It
 * only adds, so that a backend of the version before runs on it.
 */
export async function up(knex: Knex): Promise<void> {
  for (const statement of UP) await knex.raw(statement);
  await knex.schema.createTable('audit_log', (table) => {
    table.increments('id');
    table.text('at').notNullable();
    // No reference: a line stays when its user goes.
    table.text('actor_id');
    table.text('actor_name');
    table.text('action').notNullable();
    table.text('subject');
    table.text('outcome').notNullable();
    table.text('address');
    table.text('request_id');
  });
  for (const statement of isPostgres(knex) ? KEEP_ON_POSTGRES : KEEP_ON_SQLITE) await knex.raw(statement);
  await knex.schema.createTable('invitations', (table) => {
    table.text('id').primary();
    table.text('token_hash').notNullable().unique();
    table.text('role').notNullable();
    table.text('name');
    table.text('created_at').notNullable();
    table.text('expires_at').notNullable();
    table.text('used_at');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('invitations');
  await knex.schema.dropTable('audit_log');
  if (isPostgres(knex)) await knex.raw('DROP FUNCTION audit_log_refuse()');
  for (const statement of DOWN) await knex.raw(statement);
}
