/** As in the contract, which is not imported so that zod stays out of the browser; in code points. */
export const MAX_PERSONA_LENGTH = 1_000;

/** How long a persona is as the backend counts it. */
export const personaLength = (text: string): number => [...text].length;
