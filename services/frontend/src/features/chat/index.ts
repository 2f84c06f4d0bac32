export { ConversationList } from './conversation-list';
export { ConversationView } from './conversation-view';
