/** As in the contract, in code points; the contract is not imported so that zod stays out of the browser. */
export const MAX_MESSAGE_LENGTH = 8_000;

/** From here on the writer is told how much room is left. */
const NEAR = 500;

/** How many code points a message may still have, where that is worth telling; negative beyond the limit. */
export function roomLeft(text: string): number | null {
  // No text of so few units can be near, and most are short.
  if (text.length < MAX_MESSAGE_LENGTH - NEAR) return null;
  const left = MAX_MESSAGE_LENGTH - [...text.trim()].length;
  return left <= NEAR ? left : null;
}
