/** How wrong a clock may be without being taken for wrong, in milliseconds: a time zone or a day that was set by hand. */
const TOLERANCE_MS = 86_400_000;

/**
 * When, at `now`, anything can have begun at the latest (ISO 8601 in UTC). What began later was made while the clock was
 * wrong, by years perhaps: it must not live for as long.
 */
export const latestBeginning = (now: string): string =>
  new Date(Date.parse(now) + TOLERANCE_MS).toISOString();
