/** No two runs are further apart: a day, with the hour that summer time takes from it. */
const LONGEST_MS = 25 * 3_600_000;

/** Whether a run that was to come `next` never would, since the clock has been set back since. */
export const isLost = (next: Date, now: Date): boolean => next.getTime() - now.getTime() > LONGEST_MS;

/** When it is `at` (`HH:MM`, in the process's time zone) the next time after `now`. */
export function nextRun(at: string, now: Date): Date {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const next = new Date(now);
  next.setHours(hours, minutes, 0, 0);
  if (next <= now) {
    next.setDate(next.getDate() + 1);
    // An hour that a day of summer time lacks or has twice must not move the days after it.
    next.setHours(hours, minutes, 0, 0);
  }
  return next;
}
