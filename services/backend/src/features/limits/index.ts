export { createLimiter, forgetCountsToCome, isShared, type LimiterOptions } from './create-limiter';
export { LOGIN_WINDOW_SECONDS, LoginBrake, type Attempt } from './login-brake';
export { TokenBucket } from './token-bucket';
export { TURN_WINDOW_SECONDS, TurnLimit } from './turn-limit';
