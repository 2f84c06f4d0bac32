const DAY_MS = 86_400_000;

/** Whether a backup was made while the clock was wrong: it is no newest one, or it would be for years. */
export const isToCome = ({ at }: { at: Date }, now: Date): boolean => at.getTime() - now.getTime() > DAY_MS;
