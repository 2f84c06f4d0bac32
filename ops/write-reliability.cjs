// Writes docs/reliability.md from the lines of JSON that tests/chaos left in a file: node ops/write-reliability.cjs FILE
const { readFileSync, writeFileSync } = require('node:fs');
const { cpus, totalmem } = require('node:os');

/** The faults, and what is to come of each. */
const EXPECTED = [
  ['F-01', 'backend killed (`kill -9`)', 'back ≤ 5 s, nothing lost'],
  ['F-04 nlu', 'nlu killed', 'answers go on; back ≤ 10 s'],
  ['F-04 ollama', 'the language model killed', 'commands go on; back ≤ 10 s'],
  ['F-04 frontend', 'the web app killed', 'commands go on; back ≤ 10 s'],
  ['F-04 prometheus', 'Prometheus killed', 'commands go on; back ≤ 10 s'],
  ['F-05', 'nginx killed', 'back ≤ 2 s, pages ≤ 5 s'],
  ['F-06', 'PostgreSQL killed under load, again and again', 'back ≤ 10 s, everything acknowledged is there'],
  ['F-07', 'PostgreSQL paused for 30 s', '503 in ≤ 3 s, nothing restarted, well ≤ 5 s after'],
  ['F-08', 'backend paused', 'healed ≤ 30 s, one restart'],
  ['F-08 SIGSTOP', 'backend stopped, and so unhealthy', 'healed ≤ 30 s, one restart'],
  ['F-09', 'backend’s event loop stands still', 'ends itself ≤ 20 s, one restart'],
  ['F-28 postgres', 'PostgreSQL cut off for 20 s', '503, nothing restarted, found again'],
  ['F-28 nlu', 'nlu cut off for 20 s', 'answers go on, found again'],
  ['F-28 backend', 'backend cut off from nginx for 20 s', '503, found again'],
  ['F-31', 'update under load, 200 pages', '0 failed requests, pages back p95 ≤ 2 s, ≤ 90 s'],
  ['rollback', 'rollback under load', '0 failed requests, ≤ 30 s'],
  ['F-32', 'releases that are bad', 'back to the old one ≤ 60 s'],
  ['F-33', 'update killed in the middle', 'a second run converges'],
  ['F-35', 'migration behind a long transaction', 'given up, the old release serves'],
  ['F-38', 'every service told to end', 'exit 0 ≤ 40 s'],
  ['F-39', 'everything stopped and started in any order', 'all healthy ≤ 60 s'],
];

const [file] = process.argv.slice(2);
const found = readFileSync(file, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));

const told = (value) => (Array.isArray(value) ? value.join(', ') || 'none' : String(value));
const figures = ({ failures, faults, ...rest }) =>
  Object.entries({
    ...rest,
    ...(faults?.length ? { faults } : {}),
    ...(failures?.length ? { failures: failures.length } : {}),
  })
    .filter(([name]) => name !== 'id')
    .map(
      ([name, value]) => `${name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)} ${told(value)}`,
    )
    .join('; ');

const known = (id) => EXPECTED.findLast(([name]) => id === name || id.startsWith(`${name} `));
const rows = found
  .map((line) => ({ line, row: EXPECTED.indexOf(known(line.id)) }))
  .sort((a, b) => a.row - b.row)
  .map(({ line }) => {
    const [, fault = '', expected = ''] = known(line.id) ?? [];
    return `| ${line.id} | ${fault} | ${expected} | ${figures(line)} |`;
  });
const missing = EXPECTED.filter(([id]) => !found.some((line) => known(line.id)?.[0] === id)).map(
  ([id]) => id,
);

writeFileSync(
  'docs/reliability.md',
  `# What happens when something breaks

Made by \`make chaos\` on ${new Date().toISOString().slice(0, 10)}, on ${cpus().length} cores and ${Math.round(totalmem() / 2 ** 30)} GiB that also made the load, on a stack of its own in production's form
with a double of the language model. While something breaks, pages talk with Alice: what was acknowledged and is then lost, doubled or
unanswered is counted against the database (acked lost, duplicates, unanswered). Times are in seconds where no unit is named.

| fault | what is done | what is asked | what was measured |
|---|---|---|---|
${rows.join('\n')}
${missing.length > 0 ? `\nNot measured in this run: ${missing.join(', ')}.\n` : ''}`,
);
