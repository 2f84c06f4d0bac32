export { createLimiter, isShared, type LimiterOptions } from './create-limiter';
export { LOGIN_WINDOW_SECONDS, LoginBrake, type Attempt } from './login-brake';
