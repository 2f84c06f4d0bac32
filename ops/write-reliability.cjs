// Writes docs/reliability.md from the lines of JSON that tests/chaos left in a file: node ops/write-reliability.cjs FILE
const { readFileSync, writeFileSync } = require('node:fs');
const { cpus, totalmem } = require('node:os');

/** The faults, and what is to come of each. */
const EXPECTED = [
  ['F-01', 'backend killed (`kill -9`)', 'back ≤ 5 s, nothing lost'],
  [
    'F-02',
    'one of two backends killed, three times',
    '0 failed requests that may be asked twice; pages ≤ 3 s',
  ],
  [
    'F-03',
    'backend killed in the middle of an answer',
    'the page is told where it ended; asked again it is made whole; stored once',
  ],
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
  ['F-10', 'backend ends at every start', 'back-off, ≤ 5 tries by the healer, an alarm; processor < 5 %'],
  ['F-12', 'the backups’ disk full', 'the backup fails and says so, those of before verify, Alice goes on'],
  ['F-13', 'backend killed for its memory, which leaks', 'back ≤ 5 s, nothing lost'],
  [
    'F-27',
    'the clock an hour ahead, an hour behind, in 2038',
    'nobody signed out by an hour, nor in for years',
  ],
  ['F-28 postgres', 'PostgreSQL cut off for 20 s', '503, nothing restarted, found again'],
  ['F-28 nlu', 'nlu cut off for 20 s', 'answers go on, found again'],
  ['F-28 backend', 'backend cut off from nginx for 20 s', '503, found again'],
  ['F-29', '200 ms ± 50 ms and 2 % loss on the way to the backend', 'commands p95 ≤ 1 s, nothing lost'],
  ['F-31', 'update under load, 200 pages', '0 failed requests, pages back p95 ≤ 2 s, ≤ 90 s'],
  ['SQLite update', 'update on SQLite; of another commit', 'the backend is away for seconds; nothing lost'],
  ['rollback', 'rollback under load', '0 failed requests, ≤ 30 s'],
  ['F-32', 'releases that are bad', 'back to the old one ≤ 60 s'],
  ['F-33', 'update killed in the middle', 'a second run converges'],
  ['F-35', 'migration behind a long transaction', 'given up, the old release serves'],
  ['F-38', 'every service told to end', 'exit 0 ≤ 40 s'],
  [
    'authority',
    'the certificate’s authority away at the first `make up`',
    'served with its own certificate; the real one fetched when the authority is there',
  ],
  ['F-39', 'everything stopped and started in any order', 'all healthy ≤ 60 s'],
  ['F-47', 'a new password of PostgreSQL under load', '0 failed requests, sessions live on'],
];

/** The faults that need no stack of their own, and what tries them in `make test`. */
const ELSEWHERE = [
  ['F-11', 'the database’s disk full', 'services/backend/src/full-disk.integration.test.ts'],
  [
    'F-14 … F-22',
    'a language model that is away, slow, silent, broken, without end',
    'services/backend/src/wire.test.ts, tests/stack/language-model.test.ts, `make bench-chat`',
  ],
  ['F-30', 'nginx reloaded under load', 'services/nginx/nginx.integration.test.ts, `make bench-door`'],
  ['F-34', 'two updates at once', 'tests/chaos/updates.test.ts'],
  ['F-36', 'two migrators at once', 'services/backend/src/database/migrate-database.integration.test.ts'],
  ['F-37', 'the last release on the new schema', '`make test-last-release`'],
  [
    'F-40, F-41',
    'a certificate that is over, broken or gone; its renewal, and an authority that fails',
    'services/nginx/own-certificate.integration.test.ts, services/certbot/certbot.integration.test.ts',
  ],
  [
    'F-42 … F-44, F-46',
    'backups under load, broken ones, everything gone, a restore that fails',
    'services/backend/src/backups/backups.integration.test.ts, ops/tests/backups.bats',
  ],
];

const [file] = process.argv.slice(2);
const found = readFileSync(file, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));

/** What is said of a figure, by the name that the tests give it; of those that say nothing, nothing. */
const SAYINGS = {
  seconds: (value) => `${Math.round(value * 10) / 10} s`,
  restarted: (value) => `started anew after ${value} s`,
  back: (value) => `back after ${value} s`,
  backSeconds: (value) => `back after ${value} s`,
  longestSeconds: (value) => `the longest ${value} s`,
  toldSeconds: (value) => `the page is told after ${value} s`,
  failedSeconds: (value) => `failed after ${value} s`,
  alarmSeconds: (value) => `alarm after ${value} s`,
  longestMs: (value) => `nobody waited longer than ${inSeconds(value)}`,
  medianMs: (value) => `half of them within ${inSeconds(value)}`,
  p95Ms: (value) => `p95 ${inSeconds(value)}`,
  meanwhile: (value) => `meanwhile ${value}`,
  said: (value) => (value.length > 0 ? `people got ${value.join(', ')}` : ''),
  times: (value) => `${value} times`,
  code: (value) => `exit ${value}`,
  status: (value) => `the answer is ${value}`,
  heardCharacters: (value, { keptCharacters, wholeCharacters }) =>
    `${value} characters heard, ${keptCharacters} kept, ${wholeCharacters} when asked again`,
  keptCharacters: () => '',
  wholeCharacters: () => '',
  watchedSeconds: (value, { starts }) => `${starts} starts in ${value} s, once the pauses are long`,
  starts: () => '',
  percentOfTheProcessor: (value, { ofThatTheHealer }) =>
    `at most ${value} % of the processor, ${ofThatTheHealer} of it the healer`,
  ofThatTheHealer: () => '',
  message: (value) => `says “${value}”`,
  how: (value) => `by ${value}`,
  requests: (value, { failed }) => `${value} requests, ${failed} failed`,
  commands: (value, { failed }) => `${value} commands, ${failed} failed`,
  failed: () => '',
  failures: () => '',
  sent: (value, { acked, ackedLost, duplicates, unanswered }) =>
    `${value} messages, ${acked} acknowledged: ${ackedLost} lost, ${duplicates} doubled, ${unanswered} unanswered`,
  ...Object.fromEntries(['acked', 'ackedLost', 'duplicates', 'unanswered'].map((name) => [name, () => ''])),
  reconnects: (value, { reconnectP95Ms }) =>
    value > 0 ? `${value} reconnects, p95 ${inSeconds(reconnectP95Ms)}` : '',
  reconnectP95Ms: () => '',
  faults: (value) => (value.length > 0 ? `faults: ${value.join(', ')}` : ''),
};
const inSeconds = (ms) => `${Math.round(ms / 10) / 100} s`;
const inWords = (name) => name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
const yesOrNo = (value) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : value);

const figures = (measured) =>
  Object.entries(measured)
    .filter(([name]) => name !== 'id')
    .map(([name, value]) => SAYINGS[name]?.(value, measured) ?? `${inWords(name)}: ${yesOrNo(value)}`)
    .filter(Boolean)
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
with a double of the language model. While something breaks, pages talk with Alice: of what was acknowledged the database says in the end
what is lost, doubled or unanswered.

| fault | what is done | what is asked | what was measured |
|---|---|---|---|
${rows.join('\n')}
${missing.length > 0 ? `\nNot measured in this run: ${missing.join(', ')}.\n` : ''}
Tried elsewhere:

| fault | what is done | by |
|---|---|---|
${ELSEWHERE.map((row) => `| ${row.join(' | ')} |`).join('\n')}
`,
);
