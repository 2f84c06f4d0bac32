export { LoginForm } from './login-form';
export { SessionGate, useUser } from './session-gate';
export { SetupForm } from './setup-form';
export { SignOutButton } from './sign-out-button';
