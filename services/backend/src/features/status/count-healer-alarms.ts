import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How many containers the healer on the host (ops/heal) has given up; it writes a line for each beside the data. */
export async function countHealerAlarms(folder: string): Promise<number> {
  try {
    return (await readFile(join(folder, 'healer-alarms'), 'utf8')).split('\n').filter(Boolean).length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
