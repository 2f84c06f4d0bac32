import { SEARCHED_CHARACTERS, type ConversationDialect } from './conversation-dialect';
import { spellingsOf } from './search-words';

/** As in the migration, or the index is not used. */
const has = (column: string) =>
  `to_tsvector('simple', translate(substr(${column}, 1, ${SEARCHED_CHARACTERS}), '-+_./@<>&~', '          ')) @@ to_tsquery('simple', ?)`;

/**
 * The Swedish is in the query: the words of a text are kept as written ("simple"), because the stems that "swedish"
 * keeps are not found by a word that is typed by half ("flickorn"), nor are words that it thinks too common.
 */
export const postgresConversationDialect: ConversationDialect = {
  elements: 'json_array_elements(CAST(? AS json))',
  matching: (db, userId, beginnings) => {
    const anyOf = (beginning: string) =>
      `(${spellingsOf(beginning)
        .map((spelling) => `'${spelling}':*`)
        .join(' | ')})`;
    const query = beginnings.map(anyOf).join(' & ');
    return db('messages')
      .where({ user_id: userId, replaced_at: null })
      .whereRaw(has('text'), [query])
      .select('conversation_id', 'position')
      .unionAll(
        db('conversations')
          .where({ user_id: userId })
          .whereRaw(has('title'), [query])
          .select('id', db.raw('0')),
      );
  },
};
