/** As in the contract, which is not imported so that zod stays out of the browser. */
export const MAX_MESSAGE_LENGTH = 8_000;
