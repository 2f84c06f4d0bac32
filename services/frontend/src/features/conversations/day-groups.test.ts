import { groupByDay, untilTomorrow } from './day-groups';

const WORDS = { sv: { today: 'Idag', yesterday: 'Igår' }, en: { today: 'Today', yesterday: 'Yesterday' } };

/** The labels of the groups, each with how many there are in it. */
function labels(
  now: string,
  times: string[],
  { locale = 'sv', timeZone = 'Europe/Stockholm' }: { locale?: 'sv' | 'en'; timeZone?: string } = {},
) {
  const items = times.map((updatedAt) => ({ updatedAt }));
  const groups = groupByDay(items, { now: new Date(now), locale, timeZone, ...WORDS[locale] });
  return groups.map(({ label, items: { length } }) => `${label} ${length}`);
}

describe('groupByDay', () => {
  const times = [
    '2026-06-17T09:00:00Z',
    '2026-06-16T20:00:00Z',
    '2026-06-15T20:00:00Z',
    '2026-06-11T08:00:00Z',
    '2026-06-10T08:00:00Z',
    '2026-06-01T08:00:00Z',
    '2026-05-31T08:00:00Z',
    '2025-05-31T08:00:00Z',
  ];

  it('names days, then days of the week for a week, then months, in Swedish', () => {
    expect(labels('2026-06-17T12:00:00Z', times)).toEqual([
      'Idag 1',
      'Igår 1',
      'Måndag 1',
      'Torsdag 1',
      'Juni 2',
      'Maj 1',
      'Maj 2025 1',
    ]);
  });

  it('does so in English', () => {
    expect(labels('2026-06-17T12:00:00Z', times, { locale: 'en' })).toEqual([
      'Today 1',
      'Yesterday 1',
      'Monday 1',
      'Thursday 1',
      'June 2',
      'May 1',
      'May 2025 1',
    ]);
  });

  it.each([
    ['Europe/Stockholm', ['Idag 1', 'Igår 1']],
    ['America/New_York', ['Idag 2']],
    ['Pacific/Auckland', ['Idag 1', 'Igår 1']],
  ])('goes by the calendar of %s', (timeZone, expected) => {
    // Just after midnight in Stockholm: the evening before in New York, a morning in Auckland whose day began at 12:00Z.
    const found = labels('2026-06-16T22:30:00Z', ['2026-06-16T22:10:00Z', '2026-06-16T11:59:00Z'], {
      timeZone,
    });
    expect(found).toEqual(expected);
  });

  it('counts days and not hours where the clocks change', () => {
    // 29 March 2026 has 23 hours in Stockholm, 25 October has 25.
    expect(labels('2026-03-30T00:30:00+02:00', ['2026-03-29T00:30:00+01:00'])).toEqual(['Igår 1']);
    expect(labels('2026-10-25T23:30:00+01:00', ['2026-10-25T00:30:00+02:00'])).toEqual(['Idag 1']);
    expect(labels('2026-10-26T00:15:00+01:00', ['2026-10-24T23:45:00+02:00'])).toEqual(['Lördag 1']);
  });

  it('takes what a device with a slow clock sees of tomorrow as today', () => {
    expect(labels('2026-06-17T12:00:00Z', ['2026-06-18T12:00:00Z'])).toEqual(['Idag 1']);
  });

  it('knows nothing of groups where there is nothing', () => {
    expect(labels('2026-06-17T12:00:00Z', [])).toEqual([]);
  });
});

describe('untilTomorrow', () => {
  it('leads to the first moment of the next day', () => {
    const now = new Date(2026, 5, 17, 23, 59, 30);
    expect(untilTomorrow(now)).toBe(30_000);
    expect(untilTomorrow(new Date(2026, 11, 31))).toBe(24 * 60 * 60 * 1000);
  });
});
