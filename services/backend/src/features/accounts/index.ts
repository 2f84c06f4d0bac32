export type { AccountStore } from './account-store';
export { accountsRoutes } from './accounts-routes';
export { AccountsService } from './accounts-service';
export { sessionTokenFrom } from './session-cookie';
