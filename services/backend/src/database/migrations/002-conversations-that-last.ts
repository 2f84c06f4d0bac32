import type { Knex } from 'knex';
import * as postgresSearch from './002-postgres-search';
import * as sqliteSearch from './002-sqlite-search';

const COLUMNS = {
  conversations: {
    deleted_at: 'TEXT',
    // `person` or `model`; null while it is called by its first words.
    titled_by: 'TEXT',
    digest_text: 'TEXT',
    digest_position: 'INTEGER',
  },
  messages: { seq: 'INTEGER NOT NULL DEFAULT 0', replaced_at: 'TEXT' },
};

/** The pieces of an answer go when it is finished or begun anew, in the very statement that says so. */
const FORGET_DELTAS = {
  sqlite: {
    up: [
      `CREATE TRIGGER messages_forget_deltas AFTER UPDATE OF status ON messages WHEN old.status <> new.status BEGIN
         DELETE FROM answer_deltas WHERE message_id = old.id;
       END`,
    ],
    down: ['DROP TRIGGER messages_forget_deltas'],
  },
  postgres: {
    up: [
      `CREATE FUNCTION forget_deltas() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         DELETE FROM answer_deltas WHERE message_id = OLD.id;
         RETURN NULL;
       END $$`,
      `CREATE TRIGGER messages_forget_deltas AFTER UPDATE OF status ON messages FOR EACH ROW
         WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION forget_deltas()`,
    ],
    down: ['DROP TRIGGER messages_forget_deltas ON messages', 'DROP FUNCTION forget_deltas'],
  },
};

/** A message moves its conversation to the front, in the statement that stores it. */
const TOUCH_CONVERSATION = {
  sqlite: {
    up: [
      `CREATE TRIGGER messages_touch_conversation AFTER INSERT ON messages WHEN new.role = 'user' BEGIN
         UPDATE conversations SET updated_at = new.created_at WHERE id = new.conversation_id;
       END`,
    ],
    down: ['DROP TRIGGER messages_touch_conversation'],
  },
  postgres: {
    up: [
      `CREATE FUNCTION touch_conversation() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         UPDATE conversations SET updated_at = NEW.created_at WHERE id = NEW.conversation_id;
         RETURN NULL;
       END $$`,
      `CREATE TRIGGER messages_touch_conversation AFTER INSERT ON messages FOR EACH ROW
         WHEN (NEW.role = 'user') EXECUTE FUNCTION touch_conversation()`,
    ],
    down: ['DROP TRIGGER messages_touch_conversation ON messages', 'DROP FUNCTION touch_conversation'],
  },
};

const isSqlite = (knex: Knex) => (knex.client as Knex.Client).config.client === 'sqlite3';

function triggersOf(knex: Knex): { up: string[]; down: string[] } {
  const both = [FORGET_DELTAS, TOUCH_CONVERSATION].map((all) => (isSqlite(knex) ? all.sqlite : all.postgres));
  return { up: both.flatMap(({ up }) => up), down: both.flatMap(({ down }) => down) };
}

/**
 * Deletion with a grace period, titles, digests, places that were taken, answers in pieces, and full text search. It
 * only adds, so that a backend of the version before runs on it.
 */
export async function up(knex: Knex): Promise<void> {
  for (const [table, columns] of Object.entries(COLUMNS)) {
    for (const [name, type] of Object.entries(columns)) {
      await knex.raw(`ALTER TABLE ${table} ADD COLUMN ${name} ${type}`);
    }
  }
  await knex.raw(
    'CREATE INDEX conversations_deleted_at ON conversations (deleted_at) WHERE deleted_at IS NOT NULL',
  );
  await knex.raw(`CREATE TABLE answer_deltas (
    message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (message_id, seq)
  ) ${isSqlite(knex) ? 'WITHOUT ROWID' : ''}`);
  for (const statement of triggersOf(knex).up) await knex.raw(statement);
  await (isSqlite(knex) ? sqliteSearch : postgresSearch).up(knex);
}

export async function down(knex: Knex): Promise<void> {
  await (isSqlite(knex) ? sqliteSearch : postgresSearch).down(knex);
  for (const statement of triggersOf(knex).down) await knex.raw(statement);
  await knex.raw('DROP TABLE answer_deltas');
  await knex.raw('DROP INDEX conversations_deleted_at');
  for (const [table, columns] of Object.entries(COLUMNS)) {
    for (const name of Object.keys(columns)) await knex.raw(`ALTER TABLE ${table} DROP COLUMN ${name}`);
  }
}
