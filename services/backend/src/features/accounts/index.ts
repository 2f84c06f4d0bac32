export type { AccountStore } from './account-store';
export { accountsRoutes } from './accounts-routes';
export { AccountsService } from './accounts-service';
export { scopeMissing, type Identity } from './identity';
export { invitationsRoutes } from './invitations-routes';
export { InvitationsService } from './invitations-service';
export { sessionTokenFrom } from './session-cookie';
