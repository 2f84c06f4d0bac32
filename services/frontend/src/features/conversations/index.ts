export { ConversationList } from './conversation-list';
export { ConversationTitle } from './conversation-title';
export { ConversationsProvider } from './conversations-provider';
export { focusSearch } from './search-field';
