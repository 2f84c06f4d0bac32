import type { Knex } from 'knex';

/** Times are ISO 8601 in UTC and JSON is text, so that both databases hold and sort the same bytes. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('users', (table) => {
    table.text('id').primary();
    table.text('username').notNullable();
    table.text('username_key').notNullable().unique();
    table.text('password_hash').notNullable();
    table.text('role').notNullable();
    table.text('created_at').notNullable();
  });
  await knex.raw(`CREATE UNIQUE INDEX users_one_owner ON users (role) WHERE role = 'owner'`);
  await knex.schema.createTable('sessions', (table) => {
    table.text('token_hash').primary();
    table.text('user_id').notNullable().references('users.id').onDelete('CASCADE').index();
    table.text('created_at').notNullable();
    table.text('last_seen_at').notNullable();
    table.text('expires_at').notNullable().index();
  });
  await knex.schema.createTable('api_keys', (table) => {
    table.text('id').primary();
    table.text('user_id').notNullable().references('users.id').onDelete('CASCADE').index();
    table.text('name').notNullable();
    table.text('key_hash').notNullable().unique();
    table.text('created_at').notNullable();
  });
  await knex.schema.createTable('conversations', (table) => {
    table.text('id').primary();
    table.text('user_id').notNullable().references('users.id').onDelete('CASCADE');
    table.text('title').notNullable();
    table.text('created_at').notNullable();
    table.text('updated_at').notNullable();
    table.index(['user_id', 'updated_at', 'id']);
  });
  await knex.schema.createTable('messages', (table) => {
    table.text('id').primary();
    table.text('conversation_id').notNullable().references('conversations.id').onDelete('CASCADE');
    table.text('user_id').notNullable().references('users.id').onDelete('CASCADE');
    table.integer('position').notNullable();
    table.text('role').notNullable();
    table.text('text').notNullable();
    table.text('status').notNullable().index();
    table.text('source');
    table.text('tools').notNullable().defaultTo('[]');
    table.text('outcome');
    table.text('client_message_id');
    table.text('reply_to').index();
    table.text('created_at').notNullable();
    table.unique(['conversation_id', 'position']);
    table.unique(['user_id', 'client_message_id']);
  });
  await knex.schema.createTable('settings', (table) => {
    table.text('name').primary();
    table.text('value').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['settings', 'messages', 'conversations', 'api_keys', 'sessions', 'users']) {
    await knex.schema.dropTable(table);
  }
}
