import type { Knex } from 'knex';

const isPostgres = (knex: Knex) => (knex.client as Knex.Client).config.client === 'pg';

/** As @socket.io/postgres-adapter reads and writes it. */
const ATTACHMENTS = `CREATE TABLE socket_io_attachments (
  id BIGSERIAL PRIMARY KEY,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  payload BYTEA
)`;

/**
 * Which backends live, which of them makes an answer, and the queue that they share. It only adds, so that a backend of
 * the version before runs on it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('backend_instances', (table) => {
    table.text('id').primary();
    table.text('place').notNullable();
    // By the database's clock, in Unix milliseconds.
    table.bigInteger('seen_at').notNullable();
  });
  // No reference: what a backend that is gone was making is found by that.
  await knex.raw('ALTER TABLE messages ADD COLUMN instance_id TEXT');
  await knex.schema.createTable('turn_queue', (table) => {
    table.integer('id').primary();
    table.bigInteger('version').notNullable();
    table.text('board').notNullable();
  });
  await knex('turn_queue').insert({ id: 1, version: 0, board: '{"tickets":[],"served":{},"tick":0}' });
  if (isPostgres(knex)) await knex.raw(ATTACHMENTS);
}

export async function down(knex: Knex): Promise<void> {
  if (isPostgres(knex)) await knex.schema.dropTable('socket_io_attachments');
  await knex.schema.dropTable('turn_queue');
  await knex.raw('ALTER TABLE messages DROP COLUMN instance_id');
  await knex.schema.dropTable('backend_instances');
}
