/**
 * What the release that runs could not live with, in a migration that comes while it runs (`expand`): what it reads and writes
 * must stay, and what it does not write must not be asked of it. A migration that takes away (`contract`) comes one release
 * after the last one that used it, and says so by exporting `kind = 'contract'`.
 */
const FAULTS: readonly [RegExp, string][] = [
  [/\bdrop\s+(?:table|column|view|type|schema)\b/i, 'drops what the release that runs may use'],
  [
    /\balter\s+table\b.*\bdrop\s+(?!constraint\b|default\b|not\s+null\b|identity\b)/i,
    'drops what the release that runs may use',
  ],
  [/\balter\s+table\b.*\brename\b/i, 'renames what the release that runs uses'],
  [/\balter\s+column\b.*\bset\s+not\s+null\b/i, 'asks for a value that the release that runs may not write'],
  [/\balter\s+column\b.*\b(?:set\s+data\s+)?type\b/i, 'changes a type under the release that runs'],
  [/\btruncate\b/i, 'deletes data'],
];
const ADDS_COLUMN =
  /\badd\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?(?!constraint\b|primary\b|unique\b|foreign\b|check\b)"?\w+"?\s[^,]*/gi;

/** The faults of an `expand` migration, given what it says to PostgreSQL, statement by statement; empty where it has none. */
export function expandFaults(statements: readonly string[]): string[] {
  const made = new Set<string>();
  const faults: string[] = [];
  for (const statement of statements) {
    const flat = statement.replace(/\s+/g, ' ').trim();
    const table = /^create table (?:if not exists )?"?(\w+)"?/i.exec(flat)?.[1];
    if (table) {
      made.add(table.toLowerCase());
      continue;
    }
    // The body of a function or a trigger acts later, and on what the release does.
    if (/^create (?:or replace )?(?:function|trigger)\b/i.test(flat)) continue;
    const on = /^(?:alter table (?:if exists )?(?:only )?|create unique index .*? on )"?(\w+)"?/i.exec(
      flat,
    )?.[1];
    if (on && made.has(on.toLowerCase())) continue;
    const say = (why: string) => faults.push(`${why}: ${flat.slice(0, 120)}`);
    const fault = FAULTS.find(([pattern]) => pattern.test(flat));
    if (fault) say(fault[1]);
    if (/^alter table\b/i.test(flat))
      for (const [column] of flat.matchAll(ADDS_COLUMN))
        if (/\bnot null\b/i.test(column) && !/\bdefault\b/i.test(column))
          say('adds a column without a default that must have a value');
    if (
      /^create unique index\b/i.test(flat) ||
      /^alter table\b.*\badd (?:constraint "?\w+"? )?unique\b/i.test(flat)
    )
      say('refuses rows that the release that runs may write');
  }
  return faults;
}
