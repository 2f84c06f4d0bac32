/** As in the contract's `passwordSchema`, which is not imported so that zod stays out of the browser. */
export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 256;
