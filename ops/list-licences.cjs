// Prints, as JSON, the packages that the web app is built from, by licence: all that services/frontend depends on.
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');

const root = resolve(__dirname, '..');
const found = new Map();

const read = (directory) => JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));

/** Old packages list objects. */
const licenceOf = ({ name, license, licenses }) => {
  const licence = license ?? licenses?.[0]?.type;
  if (typeof licence !== 'string') throw new Error(`${name} names no licence`);
  return licence;
};

function directoryOf(name, from) {
  const directory = join(from, 'node_modules', name);
  if (existsSync(join(directory, 'package.json'))) return directory;
  if (from === root) throw new Error(`${name} is not installed`);
  return directoryOf(name, dirname(from));
}

function add(directory) {
  for (const name of Object.keys(read(directory).dependencies ?? {})) {
    if (name.startsWith('@alice/') || found.has(name)) continue;
    const there = directoryOf(name, directory);
    found.set(name, licenceOf(read(there)));
    add(there);
  }
}

add(join(root, 'services/frontend'));
const byLicence = Map.groupBy([...found.keys()].sort(), (name) => found.get(name));
const listed = [...byLicence].sort(
  ([a, these], [b, those]) => those.length - these.length || a.localeCompare(b),
);
process.stdout.write(`${JSON.stringify(Object.fromEntries(listed), null, 2)}\n`);
