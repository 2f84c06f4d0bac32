/** How many seconds each unit has, the largest first. */
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** How long ago a time (ISO 8601) is, in words such as "för 5 minuter sedan"; null for less than a minute. */
export function agoWords(locale: string, time: string, now = Date.now()): string | null {
  const seconds = (now - Date.parse(time)) / 1000;
  const unit = UNITS.find(([, size]) => seconds >= size);
  if (!unit) return null;
  const [name, size] = unit;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.floor(seconds / size), name);
}

/** The day of a time (ISO 8601), as in "3 maj 2026". */
export const dayWords = (locale: string, time: string): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'medium' }).format(new Date(time));
