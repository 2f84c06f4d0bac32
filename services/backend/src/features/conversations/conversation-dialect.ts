import type { Knex } from 'knex';

/** What a database says in its own way. */
export interface ConversationDialect {
  /** A table function whose `value` is each element of the JSON array that is bound to it. */
  elements: string;
  /**
   * Selects `conversation_id` and `position` of everything of the user's that has words with all of the beginnings; the
   * position of a title is 0. It may hold other users' too. A beginning is in NFC and holds letters, digits and marks only.
   */
  matching: (db: Knex, userId: string, beginnings: readonly string[]) => Knex.QueryBuilder;
}

/** So many characters of a message are searched. The migrations hold the number as well. */
export const SEARCHED_CHARACTERS = 100_000;
