import type { Knex } from 'knex';

/**
 * `search_documents` names what is searched: the messages that are shown and have a text, and the titles, whose
 * position is 0. It has a key of its own because VACUUM may renumber the rows of `messages`. The index holds words and
 * no second copy of the texts; `å` is another letter than `a` in it. Triggers keep both, whoever writes.
 */
const UP = [
  `CREATE TABLE search_documents (
     id INTEGER PRIMARY KEY,
     conversation_id TEXT NOT NULL,
     position INTEGER NOT NULL,
     UNIQUE (conversation_id, position)
   )`,
  `CREATE VIRTUAL TABLE search_index USING fts5 (
     text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
   )`,
  `INSERT INTO search_documents (conversation_id, position) SELECT id, 0 FROM conversations`,
  `INSERT INTO search_documents (conversation_id, position)
     SELECT conversation_id, position FROM messages WHERE text <> ''`,
  `INSERT INTO search_index (rowid, text)
     SELECT d.id, c.title FROM search_documents d JOIN conversations c ON c.id = d.conversation_id WHERE d.position = 0`,
  `INSERT INTO search_index (rowid, text)
     SELECT d.id, substr(m.text, 1, 100000) FROM search_documents d
     JOIN messages m ON m.conversation_id = d.conversation_id AND m.position = d.position`,
  `CREATE TRIGGER search_documents_delete AFTER DELETE ON search_documents BEGIN
     DELETE FROM search_index WHERE rowid = old.id;
   END`,
  `CREATE TRIGGER conversations_search_insert AFTER INSERT ON conversations BEGIN
     INSERT INTO search_documents (conversation_id, position) VALUES (new.id, 0);
     INSERT INTO search_index (rowid, text) VALUES (last_insert_rowid(), new.title);
   END`,
  `CREATE TRIGGER conversations_search_update AFTER UPDATE OF title ON conversations BEGIN
     DELETE FROM search_documents WHERE conversation_id = old.id AND position = 0;
     INSERT INTO search_documents (conversation_id, position) VALUES (new.id, 0);
     INSERT INTO search_index (rowid, text) VALUES (last_insert_rowid(), new.title);
   END`,
  `CREATE TRIGGER conversations_search_delete AFTER DELETE ON conversations BEGIN
     DELETE FROM search_documents WHERE conversation_id = old.id;
   END`,
  `CREATE TRIGGER messages_search_insert AFTER INSERT ON messages
   WHEN new.text <> '' AND new.replaced_at IS NULL BEGIN
     INSERT INTO search_documents (conversation_id, position) VALUES (new.conversation_id, new.position);
     INSERT INTO search_index (rowid, text) VALUES (last_insert_rowid(), substr(new.text, 1, 100000));
   END`,
  `CREATE TRIGGER messages_search_before_update BEFORE UPDATE OF text, replaced_at ON messages
   WHEN old.text <> '' AND old.replaced_at IS NULL BEGIN
     DELETE FROM search_documents WHERE conversation_id = old.conversation_id AND position = old.position;
   END`,
  `CREATE TRIGGER messages_search_after_update AFTER UPDATE OF text, replaced_at ON messages
   WHEN new.text <> '' AND new.replaced_at IS NULL BEGIN
     INSERT INTO search_documents (conversation_id, position) VALUES (new.conversation_id, new.position);
     INSERT INTO search_index (rowid, text) VALUES (last_insert_rowid(), substr(new.text, 1, 100000));
   END`,
  `CREATE TRIGGER messages_search_delete AFTER DELETE ON messages BEGIN
     DELETE FROM search_documents WHERE conversation_id = old.conversation_id AND position = old.position;
   END`,
];

const DOWN = [
  'DROP TRIGGER messages_search_delete',
  'DROP TRIGGER messages_search_after_update',
  'DROP TRIGGER messages_search_before_update',
  'DROP TRIGGER messages_search_insert',
  'DROP TRIGGER conversations_search_delete',
  'DROP TRIGGER conversations_search_update',
  'DROP TRIGGER conversations_search_insert',
  'DROP TABLE search_index',
  'DROP TABLE search_documents',
];

export async function up(knex: Knex): Promise<void> {
  for (const statement of UP) await knex.raw(statement);
}

export async function down(knex: Knex): Promise<void> {
  for (const statement of DOWN) await knex.raw(statement);
}
