import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import licences from './licences.json';

const LIST = join(__dirname, '../../../../../ops/list-licences.cjs');

it('names every package that the page is built from; else run node ops/list-licences.cjs > licences.json', () => {
  const listed: unknown = JSON.parse(execFileSync(process.execPath, [LIST], { encoding: 'utf8' }));
  expect(licences).toEqual(listed);
});
