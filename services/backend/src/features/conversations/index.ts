export { chatRoutes } from './chat-routes';
export type { ConversationStore } from './conversation-store';
export { conversationsRoutes } from './conversations-routes';
export { ConversationsService } from './conversations-service';
export { conversationsSockets, type AliceSocket } from './conversations-sockets';
export * from './language-model.port';
export { TurnService, type TurnOptions } from './turn-service';
export type { Understanding } from './understanding.port';
