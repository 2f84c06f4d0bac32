import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countHealerAlarms } from './count-healer-alarms';

it('counts a line for each container that was given up, and none where there is no file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alice-alarms-'));
  expect(await countHealerAlarms(folder)).toBe(0);
  writeFileSync(join(folder, 'healer-alarms'), 'a-backend-1: left alone\na-nlu-1: keeps ending\n');
  expect(await countHealerAlarms(folder)).toBe(2);
  writeFileSync(join(folder, 'healer-alarms'), '');
  expect(await countHealerAlarms(folder)).toBe(0);
});
