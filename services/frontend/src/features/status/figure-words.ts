import type { Locale } from '@alice/contracts';

/** What a figure counts: pieces, seconds, bytes, or how many a minute. */
export type Unit = 'count' | 'seconds' | 'bytes' | 'rate';

/** English with the clock of 24 hours, as in Swedish. */
const TAGS: Record<Locale, string> = { sv: 'sv-SE', en: 'en-GB' };

const SIZES = [
  ['TB', 1e12],
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
] as const;

/** A figure with its unit, short enough for an axis; the signs of the units are the same in all languages. */
export function figureWords(value: number, unit: Unit, locale: Locale): string {
  const write = (amount: number, sign = '') =>
    new Intl.NumberFormat(TAGS[locale], { maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount) +
    (sign && `\u00a0${sign}`);
  switch (unit) {
    case 'count':
      return write(Math.round(value));
    case 'rate':
      return write(value);
    case 'seconds':
      return value === 0 || value >= 1 ? write(value, 's') : write(value * 1_000, 'ms');
    case 'bytes': {
      const [sign, size] = SIZES.find(([, least]) => value >= least) ?? ['B', 1];
      return write(value / size, sign);
    }
  }
}

/** The time of a point in the page's language: the day too, where the plot shows more than one. */
export function timeWords(unixSeconds: number, locale: Locale, withDay = false): string {
  return new Intl.DateTimeFormat(TAGS[locale], {
    ...(withDay ? { weekday: 'short', day: 'numeric' } : {}),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(unixSeconds * 1_000);
}

/** A day on the axis of a week. */
export function dayWords(unixSeconds: number, locale: Locale): string {
  return new Intl.DateTimeFormat(TAGS[locale], { weekday: 'short', day: 'numeric' }).format(
    unixSeconds * 1_000,
  );
}

/** Since when something runs: the time today, else the date and time. */
export function sinceWords(since: Date, now: Date, locale: Locale): string {
  const today = since.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(TAGS[locale], {
    ...(today ? {} : { day: 'numeric', month: 'long' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(since);
}
