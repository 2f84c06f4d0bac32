export { ApiKeys } from './api-keys';
export { LoginForm } from './login-form';
export { Profile } from './profile';
export { SessionGate, useUser } from './session-gate';
export { SetupForm } from './setup-form';
export { UserMenu } from './user-menu';
export { Users } from './users';
