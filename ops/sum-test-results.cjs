// Adds up the results in a directory (jest's *.json, TAP in *.tap), names what failed, and says the sum in one line.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const directory = process.argv[2];
const sum = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

function addJest(results) {
  sum.passed += results.numPassedTests;
  sum.failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
  sum.skipped += results.numPendingTests + results.numTodoTests;
  for (const file of results.testResults) {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    failures.push(...failed.map(({ fullName }) => fullName));
    if (file.status === 'failed' && failed.length === 0) failures.push(`${file.name} did not run`);
  }
}

function addTap(lines) {
  for (const line of lines) {
    if (/^ok .*# skip/i.test(line)) sum.skipped++;
    else if (line.startsWith('ok ')) sum.passed++;
    else if (line.startsWith('not ok ')) {
      sum.failed++;
      failures.push(line.slice('not ok '.length));
    }
  }
}

for (const name of readdirSync(directory)) {
  const text = readFileSync(join(directory, name), 'utf8');
  if (name.endsWith('.json')) addJest(JSON.parse(text));
  else if (name.endsWith('.tap')) addTap(text.split('\n'));
}

for (const failure of failures) console.log(`FAILED ${failure}`);
const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
