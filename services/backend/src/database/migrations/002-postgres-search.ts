import type { Knex } from 'knex';

/**
 * The words of a text as they are written; which forms of a word are asked for is the query's matter. The marks that
 * make an address or a tag one word in PostgreSQL's eyes are blanks here. A text beyond 100,000 characters could pass
 * the size that an index entry may have. The queries must say the very same to use the indexes.
 */
const wordsOf = (column: string) =>
  `to_tsvector('simple', translate(substr(${column}, 1, 100000), '-+_./@<>&~', '          '))`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `CREATE INDEX messages_search ON messages USING gin (${wordsOf('text')}) WHERE replaced_at IS NULL`,
  );
  await knex.raw(`CREATE INDEX conversations_search ON conversations USING gin (${wordsOf('title')})`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX conversations_search');
  await knex.raw('DROP INDEX messages_search');
}
