export interface DayGroup<Item> {
  key: string;
  /** In words, with a capital. */
  label: string;
  items: Item[];
}

export interface DayWords {
  now: Date;
  locale: string;
  /** IANA name; the device's own where it is undefined. */
  timeZone?: string;
  today: string;
  yesterday: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Parts what comes newest first by when it was used: today, yesterday, a day of the week for a week, then months. */
export function groupByDay<Item extends { updatedAt: string }>(
  items: readonly Item[],
  { now, locale, timeZone, today, yesterday }: DayWords,
): DayGroup<Item>[] {
  const format = (options: Intl.DateTimeFormatOptions, language = locale) =>
    new Intl.DateTimeFormat(language, { timeZone, ...options });
  const numbers = format({ year: 'numeric', month: 'numeric', day: 'numeric' }, 'en');
  const weekday = format({ weekday: 'long' });
  const month = format({ month: 'long' });
  const monthOfYear = format({ month: 'long', year: 'numeric' });
  // The calendar's day where the person is, as a number: no hour that a change of clocks adds or takes can move it.
  const dateOf = (time: Date) => {
    const found = Object.fromEntries(numbers.formatToParts(time).map(({ type, value }) => [type, +value]));
    const { year = 0, month: monthNumber = 0, day = 0 } = found;
    return { year, monthNumber, dayNumber: Date.UTC(year, monthNumber - 1, day) / DAY_MS };
  };
  const current = dateOf(now);

  const place = (time: Date): { key: string; label: string } => {
    const { year, monthNumber, dayNumber } = dateOf(time);
    const ago = current.dayNumber - dayNumber;
    if (ago <= 0) return { key: 'today', label: today };
    if (ago === 1) return { key: 'yesterday', label: yesterday };
    if (ago < 7) return { key: `day-${dayNumber}`, label: weekday.format(time) };
    const label = (year === current.year ? month : monthOfYear).format(time);
    return { key: `month-${year}-${monthNumber}`, label };
  };

  const groups: DayGroup<Item>[] = [];
  for (const item of items) {
    const { key, label } = place(new Date(item.updatedAt));
    const last = groups.at(-1);
    if (last?.key === key) last.items.push(item);
    else
      groups.push({ key, label: label.charAt(0).toLocaleUpperCase(locale) + label.slice(1), items: [item] });
  }
  return groups;
}

/** How long it is until the next day begins on this device, in milliseconds. */
export function untilTomorrow(now: Date): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime();
}
