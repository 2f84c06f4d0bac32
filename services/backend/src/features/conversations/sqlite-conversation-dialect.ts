import type { ConversationDialect } from './conversation-dialect';
import { spellingsOf } from './search-words';

export const sqliteConversationDialect: ConversationDialect = {
  elements: 'json_each(?)',
  matching: (db, _userId, beginnings) => {
    const anyOf = (beginning: string) =>
      `(${spellingsOf(beginning)
        .map((spelling) => `"${spelling}"*`)
        .join(' OR ')})`;
    return db('search_index')
      .join('search_documents', 'search_documents.id', 'search_index.rowid')
      .whereRaw('search_index MATCH ?', [beginnings.map(anyOf).join(' AND ')])
      .select('search_documents.conversation_id', 'search_documents.position');
  },
};
