export type { AccountStore } from './account-store';
export { accountsRoutes } from './accounts-routes';
export { AccountsService, scopeMissing, type Identity } from './accounts-service';
export { invitationsRoutes } from './invitations-routes';
export { InvitationsService } from './invitations-service';
export { sessionTokenFrom } from './session-cookie';
